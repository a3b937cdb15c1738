// Trên màn hình hẹp, hồ sơ và mục lục gấp lại. Đứng ngay sau chúng, chạy trước khi phần dưới được vẽ, nên không gì nhảy.
if (!matchMedia("(min-width: 60em)").matches)
  for (const muc of document.currentScript.parentElement.querySelectorAll(":scope > details")) muc.open = false;
