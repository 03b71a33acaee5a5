// Paper for one digit: pointer events, so that a finger, a pen and a mouse all write.
const SIDE = 1000, NIB = 74, NEAR = 6;

function render({ model, el }) {
  const root = document.createElement("div");
  const paper = document.createElement("canvas");
  const row = document.createElement("div");
  const hint = document.createElement("span");
  root.className = "lopso-pad";
  row.className = "lopso-row";
  hint.className = "lopso-pad-hint";
  hint.setAttribute("aria-hidden", "true");
  paper.setAttribute("role", "img");
  paper.width = paper.height = SIDE;
  const button = (key) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "jupyter-button";
    made.dataset.word = key;
    row.append(made);
    return made;
  };
  const undo = button("undo");
  const clear = button("clear");
  const sheet = document.createElement("div");
  sheet.className = "lopso-sheet";
  sheet.append(paper, hint);
  root.append(sheet, row);
  el.append(root);

  const pen = paper.getContext("2d");
  let strokes = [], stroke = null, finger = null;

  const line = (points) => {
    pen.lineWidth = NIB;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#1d2b3a";
    pen.beginPath();
    pen.moveTo(points[0], points[1]);
    for (let at = 0; at < points.length; at += 2) pen.lineTo(points[at], points[at + 1]);
    pen.stroke();
  };
  const draw = () => {
    pen.clearRect(0, 0, SIDE, SIDE);
    for (const each of stroke ? [...strokes, stroke] : strokes) if (each.length > 1) line(each);
    const words = model.get("words");
    const empty = !strokes.length && !stroke;
    hint.hidden = !empty;
    hint.textContent = words.hint || "";
    paper.setAttribute("aria-label", (empty ? words.paper_empty : words.paper_drawn) || "");
    for (const made of row.children) made.textContent = words[made.dataset.word] || "";
    undo.disabled = clear.disabled = empty;
  };
  const send = () => {
    model.set("strokes", strokes);
    model.save_changes();
    draw();
  };
  const spot = (event) => {
    const box = paper.getBoundingClientRect();
    const part = (value, start, size) => Math.round(Math.min(Math.max((value - start) / size, 0), 1) * SIDE);
    return [part(event.clientX, box.left, box.width), part(event.clientY, box.top, box.height)];
  };
  paper.addEventListener("pointerdown", (event) => {
    if (finger !== null || event.button > 0) return;
    finger = event.pointerId;
    paper.setPointerCapture(finger);
    stroke = spot(event);
    draw();
    event.preventDefault();
  });
  paper.addEventListener("pointermove", (event) => {
    if (event.pointerId !== finger || !stroke) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const [x, y] = spot(each);
      if (Math.hypot(x - stroke.at(-2), y - stroke.at(-1)) >= NEAR) stroke.push(x, y);
    }
    draw();
  });
  const lift = (event) => {
    if (event.pointerId !== finger || !stroke) return;
    strokes = [...strokes, stroke];
    stroke = finger = null;
    send();
  };
  paper.addEventListener("pointerup", lift);
  paper.addEventListener("pointercancel", lift);
  undo.addEventListener("click", () => { strokes = strokes.slice(0, -1); send(); });
  clear.addEventListener("click", () => { strokes = []; send(); });
  model.on("change:strokes", () => { strokes = model.get("strokes"); if (!stroke) draw(); });
  model.on("change:words", draw);
  strokes = model.get("strokes");
  draw();
}
export default { render };
