// Đọc một văn bản: mục lục đi theo chỗ đang đọc, khung bảng chỉ nhận phím khi có gì để cuộn, bản in ghi ngày và địa chỉ.
(() => {
  "use strict";
  const mucLuc = document.querySelector(".kho-muc-luc");
  const vanBan = document.querySelector("[data-source-text]");
  if (!vanBan) return;

  // Mục đang đọc là mục cuối cùng có đầu mục đã lên tới mép trên của màn hình.
  const theoDoi = () => {
    const lien = new Map();
    for (const a of mucLuc.querySelectorAll("a[href^='#']")) {
      const dich = document.getElementById(decodeURIComponent(a.hash.slice(1)));
      if (dich) lien.set(dich, a);
    }
    const qua = new Set();
    let dang = null;
    const danhDau = () => {
      const moi = [...lien.keys()].filter((dich) => qua.has(dich)).pop();
      const a = moi ? lien.get(moi) : null;
      if (a === dang) return;
      dang?.removeAttribute("aria-current");
      a?.setAttribute("aria-current", "location");
      dang = a;
      // Chỉ cuộn trong khung của mục lục, không cuộn trang.
      if (a && mucLuc.scrollHeight > mucLuc.clientHeight)
        mucLuc.scrollTop += a.getBoundingClientRect().top - mucLuc.getBoundingClientRect().top - mucLuc.clientHeight / 2;
    };
    const mat = new IntersectionObserver((cac) => {
      for (const { target, boundingClientRect, rootBounds, isIntersecting } of cac) {
        const daQua = isIntersecting || boundingClientRect.bottom <= (rootBounds?.top ?? 0);
        if (daQua) qua.add(target); else qua.delete(target);
      }
      danhDau();
    }, { rootMargin: "0px 0px -92% 0px" });
    for (const dich of lien.keys()) mat.observe(dich);
  };
  if (mucLuc && "IntersectionObserver" in globalThis) theoDoi();

  const bang = [...vanBan.querySelectorAll(".bang")];
  const nhanPhim = () => {
    for (const khung of bang)
      if (khung.scrollWidth > khung.clientWidth) khung.tabIndex = 0; else khung.removeAttribute("tabindex");
  };
  nhanPhim();
  addEventListener("resize", nhanPhim);

  addEventListener("beforeprint", () => {
    const nay = new Date();
    const chinh = document.querySelector("link[rel=canonical]")?.href;
    document.querySelector("[data-ngay-in]").textContent = `, ngày ${nay.getDate()}/${nay.getMonth() + 1}/${nay.getFullYear()}`;
    document.querySelector("[data-dia-chi-trang]").textContent = chinh || location.href.split(/[?#]/)[0];
    for (const a of document.querySelectorAll(".kho-lien-he a.ten")) a.dataset.diaChi = a.href;
  });
})();
