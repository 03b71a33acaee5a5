// The widgets of this page: ipywidgets' own manager, with our link for a kernel.
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import "anywidget";
import { factory } from "./define.js";

const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  anywidget: factory()(base),
};

const encode = (part) => {
  const bytes = ArrayBuffer.isView(part)
    ? new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
    : new Uint8Array(part);
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
};
const decode = (text) =>
  new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

class Comm {
  constructor(manager, id) {
    this.manager = manager;
    this.comm_id = id;
    this.target_name = manager.comm_target_name;
  }
  on_msg(callback) {
    this.hear = callback;
  }
  on_close(callback) {
    this.ended = callback;
  }
  open() {
    return "";
  }
  close() {
    this.manager.comms.delete(this.comm_id);
    return "";
  }
  send(data, callbacks, _metadata, buffers) {
    const done = () => callbacks?.iopub?.status?.({ content: { execution_state: "idle" } });
    this.manager.link.say(this.comm_id, data, (buffers || []).map(encode), done);
    return String(this.manager.link.count);
  }
}

export class Manager extends ManagerBase {
  constructor(link) {
    super();
    this.link = link;
    this.comms = new Map();
    link.addEventListener("message", ({ detail }) => this.hear(detail));
  }

  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (!found) throw new Error(`${module} ${name} is not in this page's script.`);
    return found;
  }

  async _create_comm(_target, id) {
    const comm = new Comm(this, id);
    this.comms.set(id, comm);
    return comm;
  }

  async _get_comm_info() {
    return {};
  }

  make(id, { model_name, model_module, model_module_version, state, buffers = [] }) {
    const comm = new Comm(this, id);
    this.comms.set(id, comm);
    const views = buffers.map((each) => decode(each.data));
    base.put_buffers(state, buffers.map((each) => each.path), views);
    const options = { model_id: id, model_name, model_module, model_module_version, comm };
    return this.new_model(options, state);
  }

  // All at once: widgets name one another.
  makeAll(states) {
    return Promise.all(Object.entries(states).map(([id, state]) => this.make(id, state)));
  }

  hear(message) {
    const comm = this.comms.get(message.id);
    const buffers = (message.buffers || []).map(decode);
    if (message.do === "comm_msg") comm?.hear?.({ content: message, metadata: {}, buffers, parent_header: {} });
    else if (message.do === "comm_close") comm?.ended?.({ content: message });
    else if (message.do === "comm_open") this.welcome(message, buffers);
    else if (message.do === "states") this.renew(message.states);
  }

  welcome({ id, data }, buffers) {
    const { state, buffer_paths = [] } = data;
    base.put_buffers(state, buffer_paths, buffers);
    this.make(id, {
      model_name: state._model_name,
      model_module: state._model_module,
      model_module_version: state._model_module_version,
      state,
    });
  }

  // The seat went on while the link was away: take over what its widgets hold now.
  async renew(states) {
    const unknown = {};
    for (const [id, each] of Object.entries(states)) {
      if (!this.has_model(id)) unknown[id] = each;
    }
    this.makeAll(unknown);
    for (const [id, { state, buffers = [] }] of Object.entries(states)) {
      if (id in unknown) continue;
      const model = await this.get_model(id);
      base.put_buffers(state, buffers.map((each) => each.path), buffers.map((each) => decode(each.data)));
      model.set_state(await model.constructor._deserialize_state(state, this));
    }
  }

  async show(id, place) {
    const view = await this.create_view(await this.get_model(id));
    this.attach(view.luminoWidget ?? view.pWidget, place);
  }
}
