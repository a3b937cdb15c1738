// Nền sáng hay tối: theo máy, cho đến khi người đọc chọn khác. Chạy trước khi trang được vẽ, nên không nháy.
(() => {
  "use strict";
  const KHOA = "kho-nen";
  const goc = document.documentElement;
  const theoMay = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "toi" : "sang");
  const daChon = () => {
    // Có nơi cấm lưu; khi ấy lựa chọn chỉ giữ đến hết trang.
    try { return localStorage.getItem(KHOA) || ""; } catch { return ""; }
  };
  const luu = (nen) => {
    try { if (nen) localStorage.setItem(KHOA, nen); else localStorage.removeItem(KHOA); } catch { /* như trên */ }
  };

  goc.dataset.nen = daChon();
  addEventListener("storage", (e) => { if (e.key === KHOA || e.key === null) goc.dataset.nen = daChon(); });
  addEventListener("click", (e) => {
    if (!e.target.closest(".kho-nen")) return;
    const nen = (goc.dataset.nen || theoMay()) === "toi" ? "sang" : "toi";
    // Chọn đúng nền của máy là thôi chọn riêng.
    goc.dataset.nen = nen === theoMay() ? "" : nen;
    luu(goc.dataset.nen);
  });
})();
