// One line that says how it stands with the seat; nothing while all is well.
const WORDS = {
  vi: {
    connecting: "Đang nối với máy của lớp…",
    waiting: "Hiện đã hết chỗ. Em đứng thứ {place} trong hàng, tới lượt là công cụ tự mở.",
    lost: "Mất kết nối với máy của lớp. Trang đang tự nối lại…",
    idle: "Công cụ đã nghỉ vì lâu không ai dùng.",
    room: "Chỗ này đã nhường cho bạn đang chờ, vì lâu không ai dùng.",
    fault: "Công cụ gặp trục trặc nên phải dừng.",
    busy: "Trang gửi quá nhiều thứ nên công cụ đã dừng.",
    full: "Máy của lớp đang quá đông. Em chờ một phút rồi mở lại nhé.",
    again: "Mở lại",
    back: "Đã nối lại. Những gì em đã chọn vẫn còn.",
  },
  en: {
    connecting: "Connecting to the class's computer…",
    waiting: "All seats are taken. You are number {place} in line; the tool opens by itself.",
    lost: "The connection to the class's computer was lost. The page is reconnecting…",
    idle: "The tool went to rest because nobody used it for a while.",
    room: "This seat went to someone in line, because nobody used it for a while.",
    fault: "The tool ran into trouble and had to stop.",
    busy: "The page sent too much, so the tool has stopped.",
    full: "Too many are here at once. Wait a minute, then open it again.",
    again: "Open it again",
    back: "Connected again. What you had set is still here.",
  },
};
const SLOW = 1500; // a moment's connecting is not worth a word

export function notice(link, language, root) {
  const words = WORDS[language] ?? WORDS.vi;
  const line = document.createElement("div");
  const text = document.createElement("p");
  const button = document.createElement("button");
  line.className = "seat-notice";
  line.hidden = true;
  text.setAttribute("role", "status");
  button.type = "button";
  button.textContent = words.again;
  button.addEventListener("click", () => link.reopen());
  line.append(text, button);
  document.body.append(line);

  let timer = 0;
  const say = (sentence, canReopen = false) => {
    clearTimeout(timer);
    text.textContent = sentence;
    button.hidden = !canReopen;
    line.hidden = !sentence;
  };
  const late = (sentence) => {
    clearTimeout(timer);
    timer = setTimeout(() => say(sentence), SLOW);
  };
  link.addEventListener("state", ({ detail }) => {
    document.documentElement.dataset.seat = detail.state;
    root.inert = detail.state !== "live";
    if (detail.state === "live") {
      say(detail.again ? words.back : "");
      if (detail.again) timer = setTimeout(() => say(""), 4000);
    } else if (detail.state === "waiting") say(words.waiting.replace("{place}", detail.place));
    else if (detail.state === "over") say(words[detail.why] ?? words.idle, true);
    else late(words[detail.state]);
  });
}
