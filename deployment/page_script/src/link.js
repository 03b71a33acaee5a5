// The link to this page's seat: one websocket, and what was set here, so that it can be set again.
const RETRY = [500, 1000, 2000, 4000, 8000];
const PATIENCE = 15000; // milliseconds in which a living server has said something

export class Link extends EventTarget {
  constructor(address, stage) {
    super();
    this.address = address;
    this.stage = stage;
    this.seat = null;
    this.state = "connecting";
    this.tries = 0;
    this.count = 0;
    this.waiting = new Map(); // message number → what to call when it is done
    this.kept = new Map(); // widget → what the pupil has set
  }

  open() {
    clearTimeout(this.timer);
    if (this.socket) this.socket.onclose = null;
    this.socket?.close();
    this.socket = new WebSocket(this.address);
    this.socket.onopen = () => this.write({ do: "sit", seat: this.seat, stage: this.stage });
    this.socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    this.socket.onclose = () => this.lose();
    this.listen();
  }

  write(message) {
    this.socket.send(JSON.stringify(message));
  }

  // A laptop that sleeps closes nothing: silence is noticed here.
  listen() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lose(), PATIENCE);
  }

  lose() {
    clearTimeout(this.silence);
    if (this.state === "over") return;
    if (this.socket) {
      this.socket.onclose = this.socket.onmessage = null;
      this.socket.close();
    }
    this.settle();
    this.tell("lost");
    const wait = RETRY[Math.min(this.tries, RETRY.length - 1)] * (0.75 + Math.random() / 2);
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), wait);
  }

  // Nobody will answer any more: let the widgets go on as if all had been answered.
  settle() {
    const calls = [...this.waiting.values()];
    this.waiting.clear();
    for (const call of calls) call();
  }

  tell(state, detail = {}) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: { state, ...detail } }));
  }

  hear(message) {
    this.listen();
    const act = {
      wait: () => this.tell("waiting", { place: message.place }),
      seated: () => this.sit(message),
      over: () => this.end(message.why),
      done: () => {
        const call = this.waiting.get(message.n);
        this.waiting.delete(message.n);
        call?.();
      },
    }[message.do];
    if (act) act();
    else if (message.do !== "alive") {
      this.dispatchEvent(new CustomEvent("message", { detail: message }));
    }
  }

  sit(message) {
    const again = this.seat !== null;
    this.tries = 0;
    this.seat = message.seat;
    if (again && message.same) this.write({ do: "states" });
    else for (const [id, state] of this.kept) this.send(id, state.data, state.buffers);
    this.tell("live", { again, same: message.same });
  }

  end(why) {
    clearTimeout(this.silence);
    this.settle();
    this.tell("over", { why });
    this.seat = null;
  }

  // Begin anew on a pupil's word.
  reopen() {
    this.state = "connecting";
    this.tries = 0;
    this.tell("connecting");
    this.open();
  }

  // Give the seat back at once, not when the server notices.
  leave() {
    if (this.socket?.readyState === WebSocket.OPEN) this.write({ do: "leave" });
    this.state = "over";
    this.seat = null;
  }

  say(id, data, buffers, done) {
    if (data.method === "update") this.keep(id, data, buffers);
    if (this.state !== "live") {
      queueMicrotask(done);
      return;
    }
    this.send(id, data, buffers, done);
  }

  send(id, data, buffers, done) {
    this.count += 1;
    if (done) this.waiting.set(this.count, done);
    const message = { do: "say", n: this.count, id, data };
    if (buffers?.length) message.buffers = buffers;
    this.write(message);
  }

  keep(id, data, buffers) {
    const before = this.kept.get(id);
    this.kept.delete(id); // what was set last comes last
    if (buffers?.length || before?.buffers?.length) this.kept.set(id, { data, buffers });
    else {
      const state = { ...before?.data.state, ...data.state };
      this.kept.set(id, { data: { ...data, state }, buffers: [] });
    }
  }
}
