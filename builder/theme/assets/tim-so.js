// Số, ký hiệu: trả lời ngay khi đang gõ, từ mục lục số của trang tra, trước khi tìm trong toàn văn.
(() => {
  "use strict";

  const { inParts, heading, rows } = globalThis.traSo;
  const make = (name, ...inside) => {
    const node = document.createElement(name);
    node.append(...inside);
    return node;
  };

  // Câu trả lời bày ở `place`; `said` nhận lời cho máy đọc màn hình.
  const answering = (root, place, said) => {
    const numbers = inParts(`${root}tra/so/`);
    let asked = "";

    const section = (one) => {
      const close = one.found.length ? "" : make("p", "Gần giống, nhưng có điều không khớp:");
      const node = make("section", make("h2", heading(one)), close, rows(root, one.found.length ? one.found : one.close.slice(0, 5)));
      node.className = "tim-so";
      return node;
    };

    const show = async (typed) => {
      asked = typed;
      if (!/\d/.test(typed)) {
        place.replaceChildren();
        return;
      }
      const finder = await numbers(typed).catch(() => null);
      if (asked !== typed || !finder) return;
      const answers = finder.find(typed).filter((one) => one.found.length || (one.close.length && /\d\s?[\/-]\s?\p{L}/u.test(one.typed)));
      place.replaceChildren(...answers.map(section));
      if (answers.length) said(answers.map((one) => heading(one)).join(". "), typed);
    };

    // Mục lục số được tải khi con trỏ vào ô, trước phím đầu tiên.
    return { show, warm: () => numbers("0").catch(() => {}) };
  };

  globalThis.timSo = { answering };
})();
