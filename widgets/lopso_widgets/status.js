// The element stays and only its text changes: that is what makes screen readers read it.
function render({ model, el }) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  el.append(line);
  const draw = () => {
    line.className = `lopso-status lopso-${model.get("tone")}`;
    line.textContent = model.get("text");
  };
  model.on("change:text change:tone", draw);
  draw();
}
export default { render };
