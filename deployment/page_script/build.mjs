// Bundles what a tool's page loads into the Python package, with the licences of what is inside
// and a record of the sources, by which a test sees whether the bundle was made from them.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "lopso_deployment", "gallery", "static");
const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

const result = await esbuild.build({
  absWorkingDir: here,
  entryPoints: { tool: "src/page.js" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
  inject: ["src/define.js"],
  alias: { "sanitize-html": "./src/sanitize.js" },
  loader: { ".svg": "dataurl", ".png": "dataurl", ".woff": "empty", ".woff2": "empty", ".ttf": "empty", ".eot": "empty" },
  metafile: true,
});

const inside = new Set();
for (const path of Object.keys(result.metafile.inputs)) {
  const parts = path.split("node_modules/");
  if (parts.length < 2) continue;
  const [first, second] = parts.at(-1).split("/");
  inside.add(parts.slice(0, -1).join("node_modules/") + "node_modules/" + (first.startsWith("@") ? `${first}/${second}` : first));
}
const licences = [...inside].sort().map((folder) => {
  const told = JSON.parse(readFileSync(join(here, folder, "package.json")));
  const file = readdirSync(join(here, folder)).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? readFileSync(join(here, folder, file), "utf8").trim() : "";
  return `${told.name} ${told.version}: ${told.license}\n\n${text}\n`;
});
writeFileSync(join(out, "tool.licences.txt"), licences.join("\n" + "-".repeat(78) + "\n\n"));

const sources = ["build.mjs", "package.json", "package-lock.json", ...readdirSync(join(here, "src")).sort().map((name) => `src/${name}`)];
const record = {
  sources: Object.fromEntries(sources.map((name) => [name, sha256(join(here, name))])),
  made: Object.fromEntries(["tool.css", "tool.js", "tool.licences.txt"].map((name) => [name, sha256(join(out, name))])),
};
writeFileSync(join(out, "tool.json"), JSON.stringify(record, null, 1) + "\n");
console.log(await esbuild.analyzeMetafile(result.metafile));
