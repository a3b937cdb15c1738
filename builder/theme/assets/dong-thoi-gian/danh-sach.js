// Danh sách văn bản: chỉ dựng những dòng đầu, thêm khi được hỏi; ngày hiện đúng mức đã biết.
import { figure, issuerOf, need } from "./kho.js";

const FIRST = 20, MORE = 100;

const make = (name, css, parent, text) => {
  const node = document.createElement(name);
  if (css) node.className = css;
  if (text !== undefined) node.textContent = text;
  parent?.append(node);
  return node;
};

const parts = (date) => [Math.trunc(date / 10000), Math.trunc(date / 100) % 100, date % 100];
// Ngày dưới 10 và tháng 1, 2 thêm số 0 (Nghị định 30/2020/NĐ-CP, Phụ lục I).
const two = (n) => String(n).padStart(2, "0");
export const shortDate = (date) => {
  const [y, m, d] = parts(date);
  if (!y) return "không rõ ngày";
  const month = m < 3 ? two(m) : m;
  return d ? `${two(d)}/${month}/${y}` : m ? `${month}/${y}` : `${y}`;
};
const monthWords = (date) => {
  const [y, m] = parts(date);
  if (!y) return "Không rõ ngày";
  return m ? `Tháng ${m < 3 ? two(m) : m} năm ${y}` : `Năm ${y}, không rõ tháng`;
};

export const makeList = (root, archive, filter, base) => {
  const more = root.querySelector("button");
  const out = root.querySelector(".dong-dong");
  const fault = root.querySelector(".dong-loi");
  let entries = [], shown = 0, turn = 0, month = null, list = null;

  const link = (doc, parent) => {
    const { name, url } = archive.names[doc];
    make("a", "ten", parent, name).href = base + url;
  };

  const row = (entry) => {
    const item = make("li", entry.event >= 0 ? `su-kien lop-${entry.kind}` : entry.doc >= archive.held ? "chua-co" : "");
    if (entry.event >= 0) {
      const said = make("span", "noi", item, entry.words);
      if (entry.by >= 0) { said.append(" "); link(entry.by, said); }
    }
    link(entry.doc, item);
    make("span", "ngay", item, shortDate(entry.date));
    const { subject } = archive.names[entry.doc];
    if (subject) make("span", "trich-yeu", item, subject);
    const note = entry.event >= 0 ? ` · ban hành ${shortDate(archive.date[entry.doc])}` : "";
    make("span", "co-quan", item, issuerOf(archive, entry.doc) + note + (entry.doc >= archive.held ? " · chưa có trong kho" : ""));
    return item;
  };

  const append = (count) => {
    for (const at of entries.slice(shown, shown + count)) {
      const entry = filter.entry(at);
      const now = monthWords(entry.date);
      if (now !== month) {
        make("h2", "", out, month = now);
        list = make("ul", "danh-sach", out);
      }
      list.append(row(entry));
      list.style.setProperty("--so-dong", list.childElementCount);
    }
    shown = Math.min(entries.length, shown + count);
    const left = entries.length - shown;
    more.hidden = !left;
    more.textContent = `Xem thêm ${figure(Math.min(left, MORE))} dòng (còn ${figure(left)})`;
  };

  const docs = (count) => [...new Set(Array.from(entries.slice(shown, shown + count), filter.entry).flatMap((e) => (e.by >= 0 ? [e.doc, e.by] : [e.doc])))];

  const put = (count, fresh) => {
    fault.hidden = true;
    if (fresh) out.replaceChildren();
    append(count);
    root.removeAttribute("aria-busy");
  };

  // Tên đã có thì dòng hiện cùng lúc với cột và số đếm; chưa có thì ngay khi tải xong.
  const extend = (count, mine, fresh) => {
    const coming = need(archive, docs(count));
    if (!coming) return put(count, fresh);
    root.setAttribute("aria-busy", "true");
    return coming.then(() => { if (mine === turn) put(count, fresh); }, () => { if (mine === turn) fault.hidden = false; });
  };

  const show = (found) => {
    [entries, shown, month] = [found, 0, null];
    return extend(FIRST, ++turn, true);
  };

  more.addEventListener("click", async () => {
    const before = out.querySelectorAll("li").length;
    await extend(MORE, ++turn, false);
    out.querySelectorAll("li")[before]?.querySelector("a.ten")?.focus();
  });
  return { show };
};
