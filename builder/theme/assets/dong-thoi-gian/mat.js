// Các mặt lọc: loại, cơ quan, chủ đề, người ký; mỗi lựa chọn là một ô đánh dấu thật, kèm số văn bản sẽ còn.
import { figure, fold } from "./kho.js";

const SHORT = 7, MOST = 150;

const make = (name, css, parent) => {
  const node = document.createElement(name);
  if (css) node.className = css;
  parent?.append(node);
  return node;
};

export const makeFacet = (root, facet, archive, onChange) => {
  let rows = archive.facets[facet].rows;
  const list = root.querySelector("ul");
  const more = root.querySelector("button");
  const find = root.querySelector("input[type=search]");
  const shown = new Map();
  let chosen = new Set(), counts = new Int32Array(0), whole = false, ranked = null, last = null, now = [];

  const option = (index) => {
    if (shown.has(index)) return shown.get(index).item;
    const item = make("li");
    const label = make("label", "", item);
    const box = make("input", "", label);
    box.type = "checkbox";
    const words = make("span", "ten", label);
    words.textContent = rows[index][1];
    if (facet === "nguoi-ky") make("small", "", words).textContent = ` ${archive.facets["co-quan"].rows[rows[index][2]][1]}`;
    const number = make("span", "dem", label);
    box.addEventListener("change", () => onChange(facet, index, box.checked));
    shown.set(index, { item, box, number });
    return item;
  };

  // Thứ tự theo số văn bản lúc mở trang, không nhảy khi đang chọn.
  const rank = () => {
    ranked ??= Array.from(rows.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
    const words = fold(find.value);
    const named = (index) => ` ${fold(rows[index][1])}`.includes(` ${words}`);
    const found = words ? ranked.filter(named) : ranked;
    const first = found.slice(0, whole || words ? MOST : SHORT).filter((i) => counts[i] || words || whole);
    return [...new Set([...[...chosen].filter((i) => !words), ...first])];
  };

  const layOut = () => {
    now = rank();
    list.replaceChildren(...now.map(option));
    more.hidden = rows.length <= SHORT;
    more.textContent = whole ? "Thu gọn" : `Tất cả ${figure(rows.length)}`;
    more.setAttribute("aria-expanded", String(whole));
    find.hidden = !whole || rows.length <= 2 * SHORT;
  };

  // Mặt đang đóng thì không ai thấy: không đếm, không vẽ, cho đến khi mở.
  const update = (state, count) => {
    last = [state, count];
    if (!root.open) return;
    const found = count(facet);
    // Người ký tải sau: danh sách dựng lại từ đầu.
    if (rows !== archive.facets[facet].rows) [rows, ranked] = [archive.facets[facet].rows, null];
    // Lúc mở trang có khi chưa đếm được, vì còn chờ tên: mọi lựa chọn đang bày đều là 0 thì bày lại.
    if (now.every((index) => !found[index])) ranked = null;
    const first = ranked === null;
    const added = [...state.chosen[facet]].some((index) => !shown.get(index)?.item.isConnected);
    chosen = state.chosen[facet];
    counts = found;
    if (first || added) layOut();
    for (const [index, { item, box, number }] of shown) {
      box.checked = chosen.has(index);
      const text = figure(counts[index]);
      if (number.textContent !== text) number.textContent = text;
      item.classList.toggle("khong", !counts[index] && !box.checked);
    }
  };

  const refresh = () => { layOut(); update({ chosen: { [facet]: chosen } }, () => counts); };
  root.addEventListener("toggle", () => { if (last) update(...last); });
  more.addEventListener("click", () => { whole = !whole; find.value = ""; refresh(); if (whole && !find.hidden) find.focus(); });
  find.addEventListener("input", (event) => { event.stopPropagation(); refresh(); });
  return { update };
};
