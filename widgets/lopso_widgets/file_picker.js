// One small file: what is too large or empty is refused here, before a byte of it is sent.
function render({ model, el }) {
  const label = document.createElement("label");
  const words = document.createElement("span");
  const input = document.createElement("input");
  const told = document.createElement("p");
  label.className = "lopso-file";
  told.className = "lopso-faults";
  told.setAttribute("role", "alert");
  input.type = "file";
  input.accept = model.get("accept");
  words.textContent = model.get("label");
  label.append(input, words);
  el.append(label, told);

  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const fits = file.size > 0 && file.size <= model.get("most_bytes");
    told.textContent = fits ? "" : model.get(file.size ? "too_large" : "empty");
    if (fits) {
      model.set("content", new DataView(await file.arrayBuffer()));
      model.save_changes();
    }
    input.value = ""; // the same file may be chosen again
  });
}
export default { render };
