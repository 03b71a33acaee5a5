// A row of short fields; what is typed is sent when the field is left or after a short rest.
function render({ model, el }) {
  const group = document.createElement("fieldset");
  const title = document.createElement("legend");
  const row = document.createElement("div");
  const faults = document.createElement("div");
  group.className = "lopso-fields";
  row.className = "lopso-fields-row";
  faults.className = "lopso-faults";
  faults.setAttribute("role", "alert");
  faults.id = `lopso-faults-${Math.random().toString(36).slice(2)}`;
  group.append(title, row, faults);
  el.append(group);

  let timer = 0;
  let inputs = [];
  const send = () => {
    clearTimeout(timer);
    timer = 0;
    model.set("value", inputs.map((input) => input.value));
    model.save_changes();
  };
  const build = () => {
    row.replaceChildren();
    inputs = model.get("labels").map((text, place) => {
      const label = document.createElement("label");
      const words = document.createElement("span");
      const input = document.createElement("input");
      words.textContent = text;
      input.type = "text";
      input.inputMode = "decimal";
      input.autocomplete = "off";
      input.maxLength = model.get("longest");
      const name = model.get("names")[place];
      if (name) input.setAttribute("aria-label", name);
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(send, 400);
      });
      input.addEventListener("change", send);
      label.append(words, input);
      row.append(label);
      return input;
    });
    row.style.setProperty("--count", inputs.length);
    row.classList.toggle("lopso-many", inputs.length > 5);
    fill();
    mark();
  };
  const fill = () => {
    if (timer) return; // somebody is typing
    model.get("value").forEach((text, place) => {
      if (inputs[place] && inputs[place].value !== text) inputs[place].value = text;
    });
  };
  const mark = () => {
    const told = model.get("faults");
    inputs.forEach((input, place) => {
      const wrong = Boolean(told[place]);
      input.setAttribute("aria-invalid", String(wrong));
      if (wrong) input.setAttribute("aria-describedby", faults.id);
      else input.removeAttribute("aria-describedby");
    });
    faults.textContent = told.filter(Boolean).join(" ");
  };
  const entitle = () => {
    title.textContent = model.get("title");
    title.hidden = !model.get("title");
  };
  model.on("change:labels change:names", build);
  model.on("change:value", fill);
  model.on("change:faults", mark);
  model.on("change:title", entitle);
  entitle();
  build();
  return () => clearTimeout(timer);
}
export default { render };
