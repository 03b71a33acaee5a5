// One native range input with its label and a value in the language's own writing.
function render({ model, el }) {
  const row = document.createElement("label");
  const head = document.createElement("span");
  const name = document.createElement("span");
  const shown = document.createElement("output");
  const input = document.createElement("input");
  row.className = "lopso-slide";
  head.className = "lopso-slide-head";
  input.type = "range";
  head.append(name, shown);
  row.append(head, input);
  el.append(row);

  let timer = 0;
  const places = () => (String(model.get("step")).split(".")[1] || "").length;
  const written = (value) =>
    Number(value).toLocaleString(model.get("language"), {
      minimumFractionDigits: places(), maximumFractionDigits: places(), useGrouping: false,
    }) + (/^[°%]?$/.test(model.get("unit")) ? "" : "\u00a0") + model.get("unit");
  const show = (value) => {
    shown.textContent = written(value);
    input.setAttribute("aria-valuetext", written(value));
    const part = (value - model.get("low")) / (model.get("high") - model.get("low"));
    input.style.setProperty("--filled", `${100 * part}%`);
  };
  const draw = () => {
    name.textContent = model.get("label");
    input.min = model.get("low");
    input.max = model.get("high");
    input.step = model.get("step");
    if (document.activeElement !== input || Number(input.value) !== model.get("value")) {
      input.value = model.get("value");
    }
    show(model.get("value"));
  };
  const send = () => {
    timer = 0;
    model.set("value", Number(input.value));
    model.save_changes();
  };
  // A thumb moves the slider sixty times a second; ten answers a second are enough for the eye.
  input.addEventListener("input", () => {
    show(Number(input.value));
    if (!timer) timer = setTimeout(send, 100);
  });
  model.on("change", () => { if (!timer) draw(); });
  draw();
  return () => clearTimeout(timer);
}
export default { render };
