// Danh sách văn bản: chỉ dựng những dòng đầu, thêm khi được hỏi; ngày hiện đúng mức đã biết.
import { figure, issuerOf, need } from "./kho.js";

const FIRST = 20, MORE = 100;

// Cột và số đếm hiện trước, danh sách ngay sau: máy chậm vẫn thấy trang đáp lời ngay.
const afterPaint = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });

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
    }
    shown = Math.min(entries.length, shown + count);
    const left = entries.length - shown;
    more.hidden = !left;
    more.textContent = `Xem thêm ${figure(Math.min(left, MORE))} dòng (còn ${figure(left)})`;
  };

  const docs = (count) => [...new Set(Array.from(entries.slice(shown, shown + count), filter.entry).flatMap((e) => (e.by >= 0 ? [e.doc, e.by] : [e.doc])))];

  const extend = async (count, mine, fresh) => {
    try {
      await Promise.all([need(archive, docs(count)), fresh && afterPaint()]);
    } catch {
      if (mine === turn) fault.hidden = false;
      return;
    }
    if (mine !== turn) return;
    fault.hidden = true;
    if (fresh) out.replaceChildren();
    append(count);
    root.removeAttribute("aria-busy");
  };

  const show = (found) => {
    [entries, shown, month] = [found, 0, null];
    root.setAttribute("aria-busy", "true");
    return extend(FIRST, ++turn, true);
  };

  more.addEventListener("click", async () => {
    const before = out.querySelectorAll("li").length;
    await extend(MORE, ++turn, false);
    out.querySelectorAll("li")[before]?.querySelector("a.ten")?.focus();
  });
  return { show };
};
