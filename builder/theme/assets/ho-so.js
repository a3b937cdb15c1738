// Hồ sơ văn bản: mở sẵn trên màn hình rộng, đánh dấu đủ các chữ đã đọc, và đối chiếu chữ trên trang với bản chữ.
import * as kho from "./chu.js"

// Màn hình rộng: kiểu trang đã cho thấy hồ sơ; mở nó ở đây chỉ để máy đọc màn hình cũng biết thế.
if (matchMedia("(min-width: 60em)").matches) {
  document.querySelectorAll(".kho-ben > details").forEach(function (d) { d.open = true })
}

// Điều đọc từ nhiều dòng có nhiều đoạn: địa chỉ chỉ dẫn tới đoạn đầu, ở đây đánh dấu cả.
function danhDau() {
  var ten = location.hash.slice(1)
  document.querySelectorAll(".tu.dang-tro").forEach(function (t) { t.classList.remove("dang-tro") })
  if (/^tu-[a-z0-9-]+$/.test(ten)) {
    document.querySelectorAll(".tu." + ten).forEach(function (t) { t.classList.add("dang-tro") })
  }
}
addEventListener("hashchange", danhDau)
danhDau()

var khung = document.querySelector(".kho-doi-chieu")
var nut = khung.querySelector("button"), ra = khung.querySelector(".ket-qua")
khung.querySelector(".nut").hidden = false
nut.addEventListener("click", function () {
  ra.className = "ket-qua"
  if (!window.crypto || !crypto.subtle) {
    return tra("Không băm được: trình duyệt chỉ cho băm trên địa chỉ https. Hãy tải index.txt và so mã bằng công cụ khác.")
  }
  tra("Đang đối chiếu…")
  fetch(khung.dataset.tep, { cache: "no-cache" })
    .then(function (r) {
      if (!r.ok) throw new Error(r.status)
      return r.arrayBuffer()
    })
    .then(function (tep) {
      return crypto.subtle.digest("SHA-256", tep).then(function (ma) { ket(hex(ma), new TextDecoder().decode(tep)) })
    })
    .catch(function () { tra("Không tải được bản chữ để đối chiếu.") })
})

function hex(ma) {
  return Array.from(new Uint8Array(ma), function (b) { return b.toString(16).padStart(2, "0") }).join("")
}

function ket(ma, chu) {
  if (ma !== khung.dataset.ma) return tra("Không khớp: bản chữ tải về có mã " + ma + ".", "khac")
  var khac = doTungChu(chu)
  if (khac !== null) return tra("Mã khớp, nhưng chữ trên trang khác bản chữ" + (khac ? ", từ chỗ “" + khac + "”" : "") + ".", "khac")
  tra("Khớp: bản chữ đúng mã trên, và mọi chữ đang hiện trên trang đều có trong bản chữ, đúng thứ tự, không thiếu chữ nào"
    + (+khung.dataset.bo ? " ngoài " + khung.dataset.bo + " dấu, số trang không hiện." : "."), "khop")
}

function tra(noi, kieu) {
  ra.textContent = noi
  if (kieu) ra.classList.add(kieu)
}

function khongTrang(chu) {
  return chu.replace(/[\s\u0085\u001c-\u001f]+/g, "")
}

// Chữ trên trang, khoảng trắng bỏ, phải là bản chữ bớt đi đúng số dấu mà trang khai là không hiện.
// Chú thích trên trang đứng dưới đoạn của nó, trong bản chữ đứng ở cuối trang giấy, nên dò riêng.
// null: khớp; nếu không, chữ ở chỗ đầu tiên khác.
function doTungChu(chu) {
  var con = khongTrang(chu), i = 0, ghiChu = kho.than.querySelectorAll("[data-note]")
  for (var n = 0; n < ghiChu.length; n++) {
    var loi = khongTrang(chuCua(ghiChu[n])), cho = con.indexOf(loi)
    if (cho < 0) return loi.slice(0, 40)
    con = con.slice(0, cho) + con.slice(cho + loi.length)
  }
  var hien = khongTrang(chuCua(kho.than))
  for (var k = 0; k < hien.length; k++, i++) {
    i = con.indexOf(hien[k], i)
    if (i < 0) return hien.slice(Math.max(0, k - 10), k + 20)
  }
  return con.length - hien.length === +khung.dataset.bo ? null : ""
}

function chuCua(phan) {
  return kho.chu(phan)
}
