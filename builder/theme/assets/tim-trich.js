// Đoạn trích của một kết quả: chỗ có nhiều chữ đã gõ nhất, các chữ ấy được đánh dấu.
(() => {
  "use strict";

  const { heard, agrees } = globalThis.timLoi;
  const make = (name, ...inside) => {
    const node = document.createElement(name);
    node.append(...inside);
    return node;
  };

  const WINDOW = 26;
  const marksIn = (spoken, words) => spoken.map(({ plain, code }) => {
    let best = -1;
    words.forEach((word, n) => {
      if (word.plain === plain && (best < 0 || agrees(word.code, code))) best = n;
    });
    return best;
  });

  const distinct = (words) => new Set(words.map(({ plain }) => plain)).size;

  // Nhiều chữ khác nhau nhất, rồi dãy liền dài nhất: “dân vận” mười lần không bằng “dân vận khéo” một lần.
  const bestWindow = (spoken, marks, words) => {
    const at = marks.flatMap((mark, n) => (mark >= 0 ? [n] : []));
    let best = { score: 0, from: 0, to: 0 };
    for (let i = 0; i < at.length; i += 1) {
      const seen = new Set();
      const exact = new Set();
      let longest = 1;
      for (let j = i, run = 1; j < at.length && at[j] - at[i] < WINDOW; j += 1) {
        const mark = marks[at[j]];
        seen.add(words[mark].plain);
        if (agrees(words[mark].code, spoken[at[j]].code)) exact.add(mark);
        run = j > i && at[j] === at[j - 1] + 1 && mark === marks[at[j - 1]] + 1 ? run + 1 : 1;
        longest = Math.max(longest, run);
        const score = seen.size * 2 + exact.size * 0.25 + longest * 3;
        if (score > best.score) best = { score, from: at[i], to: at[j] };
      }
    }
    return best;
  };

  // Chỗ có liền cả cụm thì thôi đánh dấu những chữ lẻ quanh đó.
  const marked = (text, spoken, marks, from, to, count, alone = true) => {
    const out = document.createDocumentFragment();
    const runs = [];
    for (let n = from; n <= to; n += 1) {
      if (marks[n] < 0) continue;
      const first = n;
      while (n < to && (alone ? marks[n + 1] >= 0 : marks[n + 1] === marks[n] + 1)) n += 1;
      runs.push([first, n]);
    }
    const whole = count > 1 && runs.some(([first, last]) => new Set(marks.slice(first, last + 1)).size === count);
    let past = from ? spoken[from].start : 0;
    for (const [n, last] of runs) {
      if ((whole || !alone) && n === last) continue;
      out.append(text.slice(past, spoken[n].start), make("mark", text.slice(spoken[n].start, spoken[last].end)));
      past = spoken[last].end;
    }
    out.append(text.slice(past, to < spoken.length - 1 ? spoken[to].end : text.length));
    return out;
  };

  const folded = (text) => heard(text).map(({ plain }) => plain).join(" ");
  const named = (copy) => folded(`${copy.name} ${copy.subject}`);

  const excerpt = (copy, words) => {
    let best = { score: 0 };
    for (const [anchor, text] of copy.units) {
      const spoken = heard(text);
      const marks = marksIn(spoken, words);
      const found = bestWindow(spoken, marks, words);
      // Phần đầu văn bản nhắc lại tên gọi, đã ở ngay trên rồi.
      const score = anchor ? found.score : found.score * 0.6;
      if (score > best.score) best = { ...found, score, anchor, text, spoken, marks };
    }
    if (!best.score || (!best.anchor && named(copy).includes(folded(best.text)))) return null;
    const from = Math.max(0, best.from - 8);
    const to = Math.min(best.spoken.length - 1, Math.max(best.to + 12, from + 34));
    const shown = marked(best.text, best.spoken, best.marks, from, to, distinct(words));
    return { anchor: best.anchor, words: [from ? "… " : "", shown, to < best.spoken.length - 1 ? " …" : ""] };
  };

  // Ở tên và trích yếu, chữ lẻ như “công” của “Công văn” chỉ được đánh dấu khi ở đó có đủ mọi chữ đã gõ.
  const plainMarked = (text, words) => {
    const spoken = heard(text);
    if (!spoken.length) return text;
    const marks = marksIn(spoken, words);
    const alone = new Set(marks.filter((mark) => mark >= 0)).size === distinct(words);
    return marked(text, spoken, marks, 0, spoken.length - 1, distinct(words), alone);
  };

  // dieu-5-khoan-2-diem-dd là Điều 5, khoản 2, điểm đ.
  const KINDS = { phan: "phần", chuong: "chương", muc: "mục", "tieu-muc": "tiểu mục", dieu: "Điều", khoan: "khoản", diem: "điểm", doan: "đoạn", "phu-luc": "Phụ lục", "chu-thich": "chú thích" };
  const LEVEL = /(tieu-muc|phu-luc|chu-thich|phan|chuong|muc|dieu|khoan|diem|doan)-([a-z0-9]+(?:-\d+)*)(?:-(?=[a-z])|$)/y;
  const placeName = (anchor) => {
    const out = [];
    LEVEL.lastIndex = 0;
    while (LEVEL.lastIndex < anchor.length) {
      const found = LEVEL.exec(anchor);
      if (!found) return "đúng chỗ này";
      const shown = found[1] === "diem" ? (found[2] === "dd" ? "đ" : found[2]) : found[2].replaceAll("-", ".");
      out.push(`${KINDS[found[1]]} ${/^[ivxlc]+$/.test(shown) && found[1] !== "diem" ? shown.toUpperCase() : found[1] === "phan" ? shown.toUpperCase() : shown}`);
    }
    return out.join(", ");
  };

  globalThis.timTrich = { excerpt, plainMarked, placeName };
})();
