// Trang "không có trang này" hiện ở bất kỳ địa chỉ nào: chữa các liên kết theo thư mục đầu tiên mà trang nhận ra,
// và tra số đứng trong địa chỉ sai.
(() => {
  "use strict";
  const ve = document.querySelector("[data-ve]");
  let goc = ve.href;
  if (ve.dataset.ve === "doan") {
    goc = new URL(location.pathname.replace(/\/(vb|co-quan|nguoi-ky|nam|loai|chu-de|dong-thoi-gian|tim|tra|du-lieu|404\.html)(\/.*)?$/, "/"), location.href).href;
    const thuoc = { A: "href", FORM: "action" };
    if (goc !== location.href)
      for (const o of document.querySelectorAll('a[href^="/"], form[action^="/"]'))
        o[thuoc[o.tagName]] = goc + o.getAttribute(thuoc[o.tagName]).slice(1);
  }
  // Địa chỉ của một văn bản: /vb/{cơ quan}/{loại}/{năm}/{số}/. Cơ quan hay bị chép sai thì bỏ qua.
  const phan = location.pathname.match(/\/vb\/[^/]+\/([a-z-]+)\/(\d{4}|chua-ro)\/(\d[a-z0-9-]*)\/?/);
  const cho = document.getElementById("tra-so-sai");
  if (!phan) return;
  const biet = [phan[1].replace(/-/g, " "), phan[2]].filter((x) => !x.startsWith("chua"));
  const so = [phan[3].replace(/--.*$/, ""), ...biet].join(" ");
  const lien = cho.firstElementChild;
  lien.href = `${goc}tra/?so=${encodeURIComponent(so)}`;
  lien.textContent = `Tra số trong địa chỉ này: ${so}`;
  cho.dataset.goc = goc;
  cho.dataset.traSo = so;
  cho.hidden = false;
  document.body.append(Object.assign(document.createElement("script"), { src: `${goc}assets/tra.js` }));
})();
