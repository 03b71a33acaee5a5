// What the page around a tool can do: show its QR code, fill a projector's screen, print.
const body = document.body;
const press = (what) => document.querySelector(`[data-do=${what}]`);
const onlyHere = /^https?:\/\/(localhost|127\.|\[::1\])/;

// The server knows by which address others come: this page's own, or the school network's.
function tell(address) {
  for (const place of document.querySelectorAll(".address")) place.textContent = address;
  for (const notice of document.querySelectorAll("[data-only-here]")) notice.hidden = !onlyHere.test(address);
}
const codes = [...document.querySelectorAll("img[data-code]")];
let fetched = null;
async function fetchCode() {
  const answer = await fetch(codes[0].dataset.code);
  if (!answer.ok) throw new Error(answer.statusText);
  tell(answer.headers.get("X-Address"));
  const drawn = URL.createObjectURL(await answer.blob());
  await Promise.all(codes.map((image) => { image.src = drawn; return image.decode(); }));
}
// A code that cannot be fetched is asked for again the next time; the address stands there anyway.
const showCodes = () => (fetched ??= fetchCode().catch(() => { fetched = null; }));
tell(location.origin + location.pathname);

// The code, as large as the screen allows; /class leads here.
const dialog = document.getElementById("code");
function showDialog() {
  dialog.showModal();
  showCodes();
}
press("code").addEventListener("click", showDialog);
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
if (location.hash === "#code") showDialog();

// Paper: the code is fetched first, so that the sheet on the wall leads back here.
async function printPage() {
  await showCodes();
  print();
}
press("print")?.addEventListener("click", printPage);
addEventListener("keydown", (event) => {
  if (!press("print") || event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  printPage();
});

// The projector's view: one screen, the largest letters with which the whole tool still fits.
const LARGEST = 2.6, SMALLEST = 0.7, STEP = 0.05;
const view = document.getElementById("rendered_cells");
const watching = new ResizeObserver(() => fit());
const tool = () => view?.querySelector(".lopso");

// Opened again, a page would show choices as the browser remembers them, not as its new seat has them.
const REMEMBERED = ":is(input, select):not([autocomplete])";
const forgetChoices = () => view.querySelectorAll(REMEMBERED).forEach((each) => { each.autocomplete = "off"; });
if (view) new MutationObserver(forgetChoices).observe(view, { childList: true, subtree: true });

const projected = () => body.classList.contains("projector");

function fits(board, zoom) {
  board.style.zoom = zoom;
  const box = board.getBoundingClientRect();
  const wide = [board, ...board.querySelectorAll(".lopso-card")].some((part) => part.scrollWidth > part.clientWidth + 1);
  return box.bottom <= innerHeight - 6 && !wide;
}

function fit() {
  const board = tool();
  if (!board || !projected()) return;
  // Two wide columns make large pictures; a third one only where letters of a thirtieth of the
  // screen's height, which the last row of a class can read, would not fit in two.
  const readable = innerHeight / 30 / 16;
  let best = { zoom: SMALLEST, columns: 3 };
  for (const columns of [2, 3]) {
    body.dataset.columns = columns;
    for (let zoom = LARGEST; zoom > best.zoom && best.zoom < readable; zoom -= STEP) {
      if (fits(board, zoom)) best = { zoom, columns };
    }
  }
  body.dataset.columns = best.columns;
  board.style.zoom = best.zoom;
}

function project(on) {
  const board = tool();
  if (!board) return;
  body.classList.toggle("projector", on);
  press("projector").setAttribute("aria-pressed", String(on));
  history.replaceState(null, "", location.pathname + location.search + (on ? "#projector" : ""));
  watching.disconnect();
  board.style.zoom = "";
  if (!on) return;
  scrollTo(0, 0);
  fit();
  for (const card of board.querySelectorAll(".lopso-card")) watching.observe(card);
}

if (view) {
  press("projector").addEventListener("click", () => project(!projected()));
  addEventListener("resize", fit);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && projected() && !dialog.open) project(false);
  });
  if (location.hash === "#projector") {
    // The tool is not drawn yet: begin when it is.
    const drawn = new MutationObserver(() => {
      if (!view.querySelector(".lopso .lopso-card")) return;
      drawn.disconnect();
      project(true);
    });
    drawn.observe(view, { childList: true, subtree: true });
  }
}
