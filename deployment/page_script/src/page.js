// A tool's page: its widgets are drawn at once from what the page holds, and live when it is seated.
import { Widget } from "@lumino/widgets";
import "@lumino/widgets/style/index.css";
import "@jupyter-widgets/base/css/index.css";
import "@jupyter-widgets/controls/css/widgets.css";
import "./page.css";
import { Link } from "./link.js";
import { Manager } from "./manager.js";
import { notice } from "./notice.js";

const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';

Manager.prototype.attach = (widget, place) => Widget.attach(widget, place.parentElement, place);

async function begin() {
  const { page, stage, widgets } = JSON.parse(document.getElementById("widgets").textContent);
  const root = document.getElementById("rendered_cells") ?? document.body;
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const link = new Link(`${scheme}//${location.host}/seat/${page}`, stage);
  notice(link, document.documentElement.lang, root);
  const manager = new Manager(link);
  link.open();
  link.tell("connecting");
  await manager.makeAll(widgets);
  for (const script of document.querySelectorAll(VIEW)) {
    await manager.show(JSON.parse(script.textContent).model_id, script);
    script.parentElement.querySelector(".tool-opening")?.remove();
  }
  document.documentElement.dataset.drawn = "true";
  window.dispatchEvent(new Event("resize"));
  addEventListener("pagehide", () => link.leave());
  addEventListener("pageshow", ({ persisted }) => persisted && link.reopen());
}

begin();
