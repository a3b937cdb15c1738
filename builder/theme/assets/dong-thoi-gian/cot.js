// Biểu đồ cột: mỗi cột là một nút thật, đi bằng phím mũi tên, kéo bằng chuột hay ngón tay để chọn khoảng.

import { figure } from "./kho.js";

const make = (name, css, parent) => {
  const node = document.createElement(name);
  if (css) node.className = css;
  parent?.append(node);
  return node;
};

const set = (node, name, value) => {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
};

const nice = (top) => {
  const unit = 10 ** Math.floor(Math.log10(Math.max(top, 1)));
  return [5, 2, 1, 0.5].map((n) => n * unit).find((step) => step >= 1 && top / step >= 2) ?? 1;
};

export const makeChart = (root, { onPick, onRange, onOut }) => {
  const plot = make("div", "dong-ve", root);
  const grid = make("div", "dong-luoi", plot);
  const bars = make("div", "dong-cac-cot", plot);
  const tip = make("div", "dong-mach", plot);
  const strips = make("div", "dong-dai", root);
  const axis = make("div", "dong-truc", root);
  grid.ariaHidden = tip.ariaHidden = strips.ariaHidden = axis.ariaHidden = "true";
  bars.setAttribute("role", "group");
  bars.setAttribute("aria-describedby", "dong-cach");
  tip.hidden = true;
  let slots = [], nodes = [], at = 0, drag = null;

  const show = (index) => {
    const slot = slots[index];
    tip.hidden = !slot;
    if (!slot) return;
    tip.textContent = slot.words;
    tip.style.left = `${((index + 0.5) / slots.length) * 100}%`;
    tip.style.setProperty("--lui", `${-((index + 0.5) / slots.length) * 100}%`);
  };

  const rove = (index, focus) => {
    nodes[at]?.setAttribute("tabindex", "-1");
    at = Math.max(0, Math.min(index, nodes.length - 1));
    nodes[at]?.setAttribute("tabindex", "0");
    if (focus) nodes[at]?.focus();
  };

  const build = () => {
    bars.replaceChildren();
    nodes = slots.map((slot, index) => {
      const node = make("button", "dong-cot", bars);
      node.type = "button";
      node.tabIndex = -1;
      make("i", "tren", node);
      make("i", "duoi", node);
      node.addEventListener("focus", () => { rove(index); show(index); });
      node.addEventListener("blur", () => show(-1));
      // Chuột và ngón tay đi đường pointerup; detail 0 là phím hay máy đọc màn hình.
      node.addEventListener("click", (event) => { if (event.detail === 0) onPick(slots[index].key); });
      return node;
    });
  };

  const drawGrid = (up, scale, base) => {
    const step = nice(up);
    grid.replaceChildren();
    for (let value = 0; value <= up; value += step) {
      const line = make("span", "", grid);
      line.style.bottom = `${base + (value / scale) * 100}%`;
      line.textContent = value ? figure(value) : "";
    }
  };

  // Chữ của trục: thưa vừa đủ để không chồng lên nhau.
  const drawAxis = () => {
    const room = Math.max(1, Math.ceil((slots.length * 42) / Math.max(axis.clientWidth, 200)));
    const step = slots.length <= 13 ? 1 : [1, 2, 5, 10, 20, 50, 100].find((n) => n >= room) ?? 100;
    axis.replaceChildren(...slots.map((slot) => {
      const label = make("span");
      if (slots.length <= 13 || +slot.key % step === 0) label.textContent = slot.label;
      return label;
    }));
  };

  const drawStrips = (layers) => {
    strips.replaceChildren(...layers.map((layer, index) => {
      const row = make("div", `lop-${layer}`);
      const top = Math.max(1, ...slots.map((slot) => slot.events[index]));
      for (const slot of slots) {
        const dot = make("i", "", make("span", "", row));
        dot.hidden = !slot.events[index];
        dot.style.setProperty("--co", String(0.45 + 0.55 * Math.sqrt(slot.events[index] / top)));
      }
      return row;
    }));
  };

  const draw = (model) => {
    const same = model.slots.length === slots.length && model.slots.every((s, i) => s.key === slots[i].key);
    slots = model.slots;
    bars.setAttribute("aria-label", model.label);
    if (!same) build();
    const up = Math.max(1, ...slots.map((s) => s.held));
    const down = model.cited ? Math.max(0, ...slots.map((s) => s.cited)) : 0;
    const base = (down / (up + down)) * 100;
    plot.style.setProperty("--goc", `${base}%`);
    slots.forEach((slot, index) => {
      const [above, below] = nodes[index].children;
      above.style.height = `${(slot.held / (up + down)) * 100}%`;
      below.style.height = `${(model.cited ? slot.cited / (up + down) : 0) * 100}%`;
      set(nodes[index], "aria-label", slot.words);
      set(nodes[index], "aria-pressed", String(slot.chosen));
      nodes[index].classList.toggle("ngoai", !slot.within);
    });
    drawGrid(up, up + down, base);
    drawStrips(model.layers);
    if (!same) drawAxis();
    if (!same) rove(Math.max(0, slots.findIndex((s) => s.chosen)) || slots.findLastIndex((s) => s.held), false);
  };

  const under = (event) => {
    const box = bars.getBoundingClientRect();
    return Math.max(0, Math.min(slots.length - 1, Math.floor(((event.clientX - box.left) / box.width) * slots.length)));
  };
  const paint = (from, to) => nodes.forEach((node, i) => node.classList.toggle("keo", i >= Math.min(from, to) && i <= Math.max(from, to)));
  plot.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    drag = { from: under(event), to: under(event) };
    plot.setPointerCapture(event.pointerId);
    show(drag.from);
  });
  plot.addEventListener("pointermove", (event) => {
    const index = under(event);
    show(index);
    if (!drag) return;
    drag.to = index;
    paint(drag.from, drag.to);
  });
  const stop = () => { drag = null; paint(-1, -1); show(-1); };
  plot.addEventListener("pointerup", () => {
    const done = drag;
    stop();
    if (!done) return;
    if (done.from === done.to) onPick(slots[done.from].key);
    else onRange(slots[Math.min(done.from, done.to)].key, slots[Math.max(done.from, done.to)].key);
  });
  plot.addEventListener("pointercancel", stop);
  plot.addEventListener("pointerleave", () => { if (!drag) show(-1); });

  let anchor = null;
  bars.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -1e6, End: 1e6 }[event.key];
    if (event.key === "Escape") { onOut(); event.preventDefault(); return; }
    if (step === undefined) return;
    event.preventDefault();
    if (!event.shiftKey) anchor = null;
    else anchor ??= slots[at].key;
    rove(at + step, true);
    if (event.shiftKey) onRange(...[anchor, slots[at].key].sort());
  });
  new ResizeObserver(drawAxis).observe(axis);

  return { draw, focus: (key) => rove(Math.max(0, slots.findIndex((s) => s.key === key)), true) };
};
