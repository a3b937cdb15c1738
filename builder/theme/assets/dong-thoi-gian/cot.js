// Biểu đồ cột: mỗi cột là một nút thật, đi bằng phím mũi tên, kéo bằng chuột hay ngón tay để chọn khoảng.

import { figure } from "./kho.js";

const make = (name, css, parent) => {
  const node = document.createElement(name);
  if (css) node.className = css;
  parent?.append(node);
  return node;
};

// Chỉ ghi điều đã đổi: mỗi lần ghi là một lần trình duyệt phải dàn và vẽ lại.
const set = (node, name, value) => {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
};
const changed = () => {
  let before = null;
  return (...values) => {
    const now = JSON.stringify(values);
    const is = now !== before;
    before = now;
    return is;
  };
};

// Vạch ngang cách nhau một số tròn, ít nhất một phần mười chiều cao để chữ không chồng nhau.
const nice = (top, scale) => {
  const unit = 10 ** Math.floor(Math.log10(Math.max(top, 1)));
  const steps = [0.5, 1, 2, 5].map((n) => n * unit).filter((step) => step >= 1 && step <= top && step * 10 >= scale);
  return steps.findLast((step) => top / step >= 2) ?? steps.at(-1) ?? top + 1;
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
  let slots = [], nodes = [], at = 0, drag = null, width = 0;
  const [newGrid, newStrips] = [changed(), changed()];

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

  // Cột đã có được dùng lại: mười hai tháng thay cho bốn mươi năm chỉ là bớt cột và ghi lại chữ.
  const build = () => {
    while (nodes.length > slots.length) nodes.pop().remove();
    slots.slice(nodes.length).forEach(() => {
      const index = nodes.length;
      const node = make("button", "dong-cot", bars);
      node.type = "button";
      node.tabIndex = -1;
      const [above, below] = [make("i", "tren", node), make("i", "duoi", node)];
      node.heights = [[above, -1], [below, -1]];
      node.addEventListener("focus", () => { rove(index); show(index); });
      node.addEventListener("blur", () => show(-1));
      // Chuột và ngón tay đi đường pointerup; detail 0 là phím hay máy đọc màn hình.
      node.addEventListener("click", (event) => { if (event.detail === 0) onPick(slots[index].key); });
      nodes.push(node);
    });
  };

  const drawGrid = (up, scale, base) => {
    if (!newGrid(up, scale, base)) return;
    plot.style.setProperty("--goc", `${base}%`);
    const step = nice(up, scale);
    grid.replaceChildren();
    for (let value = 0; value <= up; value += step) {
      const line = make("span", "", grid);
      line.style.bottom = `${base + (value / scale) * 100}%`;
      line.textContent = value ? figure(value) : "";
    }
  };

  // Chữ của trục: thưa vừa đủ để không chồng lên nhau. Bề rộng được nhớ: hỏi giữa chừng là bắt dàn trang hai lần.
  const drawAxis = () => {
    width ||= axis.clientWidth;
    const room = Math.max(1, Math.ceil((slots.length * 42) / Math.max(width, 200)));
    const step = slots.length <= 13 ? 1 : [1, 2, 5, 10, 20, 50, 100].find((n) => n >= room) ?? 100;
    axis.replaceChildren(...slots.map((slot) => {
      const label = make("span");
      if (slots.length <= 13 || +slot.key % step === 0) label.textContent = slot.label;
      return label;
    }));
  };

  const drawStrips = (layers) => {
    if (!newStrips(layers, slots.map((slot) => slot.events))) return;
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

  const drawBar = (node, slot, up, down) => {
    for (const [n, value] of [up, down].entries()) {
      const bar = node.heights[n];
      // Một văn bản bên cạnh nghìn văn bản vẫn phải thấy được.
      if (bar[1] !== value) bar[0].style.height = (bar[1] = value) ? `max(2px, ${value}%)` : "0";
    }
    set(node, "aria-label", slot.words);
    set(node, "aria-pressed", String(slot.chosen));
    node.classList.toggle("ngoai", !slot.within);
  };

  const draw = (model) => {
    const same = model.slots.length === slots.length && model.slots.every((s, i) => s.key === slots[i].key);
    slots = model.slots;
    bars.setAttribute("aria-label", model.label);
    if (!same) build();
    const up = Math.max(1, ...slots.map((s) => s.held));
    const down = model.cited ? Math.max(0, ...slots.map((s) => s.cited)) : 0;
    const base = (down / (up + down)) * 100;
    const share = (value) => (value / (up + down)) * 100;
    slots.forEach((slot, n) => drawBar(nodes[n], slot, share(slot.held), model.cited ? share(slot.cited) : 0));
    drawGrid(up, up + down, base);
    drawStrips(model.layers);
    if (!same) drawAxis();
    if (same) return;
    rove(Math.max(0, slots.findIndex((s) => s.chosen)) || slots.findLastIndex((s) => s.held), false);
    show(nodes.indexOf(document.activeElement));
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
  new ResizeObserver(() => {
    if (width === axis.clientWidth) return;
    width = axis.clientWidth;
    drawAxis();
  }).observe(axis);

  return { draw, focus: (key) => rove(Math.max(0, slots.findIndex((s) => s.key === key)), true) };
};
