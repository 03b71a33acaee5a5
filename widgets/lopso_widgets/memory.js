// Holds in this page what the tool has become, and hands it over when the page gets a new kernel:
// the gallery's page says on the root element when it has one. Nothing is stored; it goes with the page.
function initialize({ model }) {
  const root = document.documentElement;
  let live = root.dataset.seat === "live";
  const handOver = async () => {
    const kept = model.get("kept");
    if (!kept.kernel) return;
    const controls = {};
    for (const [name, [id, trait]] of Object.entries(model.get("controls"))) {
      controls[name] = (await model.widget_manager.get_model(id)).get(trait);
    }
    model.set("returned", { ...kept, controls, at: Date.now() });
    model.save_changes();
  };
  const watch = new MutationObserver(() => {
    const before = live;
    live = root.dataset.seat === "live";
    if (live && !before) handOver();
  });
  watch.observe(root, { attributes: true, attributeFilter: ["data-seat"] });
  return () => watch.disconnect();
}
export default { initialize };
