// A picture with its sentence; the PNG is drawn here, from the SVG, only when somebody wants it.
const SCALE = 3;

function render({ model, el }) {
  const figure = document.createElement("figure");
  const image = document.createElement("img");
  const sentence = document.createElement("figcaption");
  const row = document.createElement("div");
  const png = document.createElement("button");
  const csv = document.createElement("a");
  figure.className = "lopso-picture";
  row.className = "lopso-take-away";
  sentence.setAttribute("aria-live", "polite");
  png.type = "button";
  figure.append(image, sentence, row);
  row.append(png, csv);
  el.append(figure);

  const source = () => "data:image/svg+xml;charset=utf-8," + encodeURIComponent(model.get("svg"));
  const draw = () => {
    const svg = model.get("svg");
    image.hidden = png.hidden = !svg;
    if (svg) image.src = source();
    image.alt = `${model.get("title")}. ${model.get("sentence")}`;
    sentence.textContent = model.get("sentence");
    png.textContent = model.get("png_words");
    csv.textContent = model.get("csv_words");
    csv.hidden = !model.get("csv");
    row.hidden = !svg && !model.get("csv");
    csv.download = model.get("file_name") + ".csv";
    csv.href = "data:text/csv;charset=utf-8," + encodeURIComponent(model.get("csv"));
  };
  png.addEventListener("click", async () => {
    const drawn = new Image();
    drawn.src = source();
    await drawn.decode();
    const canvas = document.createElement("canvas");
    canvas.width = drawn.width * SCALE;
    canvas.height = drawn.height * SCALE;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.download = model.get("file_name") + ".png";
    link.href = canvas.toDataURL("image/png");
    link.click();
  });
  // One message from the kernel changes several traits: draw once, after the last of them.
  let waiting = false;
  model.on("change", () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => { waiting = false; draw(); });
  });
  draw();
}
export default { render };
