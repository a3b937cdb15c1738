// Ô tìm của trang chủ: số, ký hiệu được trả lời ngay dưới ô khi đang gõ. Không có tệp này thì ô vẫn đưa tới trang tìm.
(() => {
  "use strict";

  const input = document.getElementById("tim");
  const root = input.form.dataset.goc;
  const [place, status] = ["tim-so", "tim-tin"].map((id) => document.getElementById(id));

  const load = (name, values) => new Promise((done, failed) => {
    const node = document.createElement(name);
    node.addEventListener("load", done);
    node.addEventListener("error", failed);
    document.head.append(Object.assign(node, values));
  });
  const script = (file) => load("script", { src: `${root}assets/${file}` });

  // Chỉ ai gõ vào ô mới phải tải; lời đọc lên chờ ngừng gõ.
  let coming = null;
  let timer = 0;
  const say = (words) => {
    clearTimeout(timer);
    timer = setTimeout(() => { status.textContent = words; }, 150);
  };
  const answers = () => (coming ??= Promise.all([
    load("link", { rel: "stylesheet", href: `${root}assets/tim.css` }),
    script("tra.js").then(() => script("tim-so.js")),
  ]).then(() => globalThis.timSo.answering(root, place, say)));

  let typing = 0;
  const show = () => answers().then((one) => one.show(input.value.trim())).catch(() => { coming = null; });
  input.addEventListener("focus", () => answers().then((one) => one.warm()).catch(() => { coming = null; }), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(typing);
    status.textContent = "";
    typing = setTimeout(show, 50);
  });
})();
