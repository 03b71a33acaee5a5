// A pendulum drawn to scale and moved by its own equation, θ″ = −(g/l)·sin θ, in real time.
const PIXELS_PER_METRE = 104, HOOK = { x: 220, y: 22 };
const STEP = 1 / 240, LONGEST_GAP = 120;
const SVG = "http://www.w3.org/2000/svg";

function part(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

function scene(parent) {
  const svg = part("svg", { viewBox: "0 0 440 252", role: "img" }, parent);
  const title = part("title", {}, svg);
  for (let half = 0; half <= 4; half += 1) {
    const y = HOOK.y + (half * PIXELS_PER_METRE) / 2;
    part("line", { x1: 14, x2: half % 2 ? 22 : 28, y1: y, y2: y, class: "lopso-scale" }, svg);
    if (half % 2 === 0) part("text", { x: 34, y: y + 4, class: "lopso-scale-text" }, svg).textContent = `${half / 2} m`;
  }
  part("line", { x1: 14, x2: 14, y1: HOOK.y, y2: HOOK.y + 2 * PIXELS_PER_METRE, class: "lopso-scale" }, svg);
  part("rect", { x: 170, y: 8, width: 100, height: 10, rx: 3, class: "lopso-beam" }, svg);
  return {
    svg, title,
    plumb: part("line", { class: "lopso-plumb" }, svg),
    arc: part("path", { class: "lopso-arc" }, svg),
    thread: part("line", { class: "lopso-thread" }, svg),
    bob: part("circle", { r: 11, class: "lopso-bob" }, svg),
    hook: part("circle", { cx: HOOK.x, cy: HOOK.y, r: 4, class: "lopso-hook" }, svg),
  };
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "lopso-swing";
  const drawn = scene(root);
  const row = document.createElement("div");
  const watch = document.createElement("span");
  const go = document.createElement("button");
  const stop = document.createElement("button");
  row.className = "lopso-swing-row";
  watch.className = "lopso-watch";
  watch.setAttribute("role", "timer");
  for (const made of [go, stop]) { made.type = "button"; made.className = "jupyter-button"; }
  row.append(go, stop, watch);
  root.append(row);
  el.append(root);

  let theta = 0, speed = 0, moving = false, last = 0, frame = 0, started = 0;
  const word = (key) => model.get("words")[key] || "";
  const spot = (angle, length = model.get("length")) => ({
    x: HOOK.x + PIXELS_PER_METRE * length * Math.sin(angle),
    y: HOOK.y + PIXELS_PER_METRE * length * Math.cos(angle),
  });
  const release = () => (model.get("angle") * Math.PI) / 180;

  const place = () => {
    const { x, y } = spot(theta);
    for (const [key, value] of Object.entries({ x1: HOOK.x, y1: HOOK.y, x2: x, y2: y })) drawn.thread.setAttribute(key, value);
    drawn.bob.setAttribute("cx", x);
    drawn.bob.setAttribute("cy", y);
  };
  const seconds = (value) =>
    value.toLocaleString(model.get("language"), { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: false }) + "\u00a0s";
  const still = () => {
    const down = spot(0), left = spot(-release()), right = spot(release());
    const radius = PIXELS_PER_METRE * model.get("length");
    for (const [key, value] of Object.entries({ x1: HOOK.x, y1: HOOK.y, x2: down.x, y2: down.y + 14 })) drawn.plumb.setAttribute(key, value);
    drawn.arc.setAttribute("d", `M ${left.x} ${left.y} A ${radius} ${radius} 0 0 0 ${right.x} ${right.y}`);
    drawn.title.textContent = word("scene");
  };
  const label = () => {
    go.textContent = moving ? word("hold") : word("release");
    stop.textContent = started ? word("stop") : word("start");
    stop.disabled = !moving;
  };
  const hold = () => {
    cancelAnimationFrame(frame);
    moving = false; started = 0; theta = release(); speed = 0;
    watch.textContent = seconds(0);
    still(); place(); label();
  };
  const swing = (now) => {
    if (!root.isConnected) { frame = 0; moving = false; return; }
    let gap = Math.min((now - last) / 1000, LONGEST_GAP);
    const pull = model.get("gravity") / model.get("length");
    for (; gap >= STEP; gap -= STEP) {
      // Velocity first, then place: the swing keeps its width however long it goes on.
      speed -= pull * Math.sin(theta) * STEP;
      theta += speed * STEP;
    }
    last = now - gap * 1000;
    if (started) watch.textContent = seconds((now - started) / 1000);
    place();
    frame = requestAnimationFrame(swing);
  };
  go.addEventListener("click", () => {
    if (moving) return hold();
    moving = true;
    // Speeds belong to the middle of a step, places to its ends: start half a step back.
    speed = ((model.get("gravity") / model.get("length")) * Math.sin(theta) * STEP) / 2;
    last = performance.now();
    frame = requestAnimationFrame(swing);
    label();
  });
  stop.addEventListener("click", () => {
    if (!started) { started = performance.now(); return label(); }
    const taken = (performance.now() - started) / 1000;
    started = 0;
    watch.textContent = seconds(taken);
    model.set("timed", [model.get("timed")[0] + 1, taken]);
    model.save_changes();
    label();
  });
  model.on("change:length change:gravity change:angle change:words", hold);
  hold();
  return () => cancelAnimationFrame(frame);
}
export default { render };
