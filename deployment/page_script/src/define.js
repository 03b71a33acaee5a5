// anywidget is published for AMD loaders only: its factory is caught here and called by hand.
let caught;
export function define(_names, factory) {
  caught = factory;
}
export const factory = () => caught;
