// Công cụ của từng khoản, điểm, đoạn: chép liên kết và trích dẫn, báo lỗi. Chỉ có một thanh, nó tới đơn vị đang đọc.
import * as kho from "./chu.js"

var than = kho.than
var bai = document.querySelector(".kho-van-ban"), tenVanBan = bai.dataset.ten
var banPhim = false, dangChon = "", phan = null, hen = 0

var HINH = {
  lien: '<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.6 1.6M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.6-1.6"/>',
  trich: '<path d="M4 7h6v6H4zM10 13c0 3-1 4-4 5M14 7h6v6h-6zM20 13c0 3-1 4-4 5"/>',
  them: '<path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="3.5"/>',
}
var thanh = document.createElement("span")
thanh.className = "cong-cu"
thanh.setAttribute("role", "group")
thanh.setAttribute("data-added", "")
thanh.innerHTML = nut("lien-ket", "Chép liên kết", HINH.lien) + nut("trich-dan", "Chép trích dẫn", HINH.trich)
  + nut("them", "Thêm", HINH.them) + '<span class="them" id="cong-cu-them" hidden>'
  + nut("nguyen-van", "Chép nguyên văn kèm trích dẫn") + nut("markdown", "Chép trích dẫn dạng Markdown")
  + nut("bibtex", "Chép BibTeX (cả văn bản)") + nut("csl", "Chép CSL-JSON (cả văn bản)")
  + (bai.dataset.bao ? '<a class="bao-loi" data-viec="bao-loi">Báo lỗi chỗ này</a>' : "")
  + '<span class="xem-dan-chieu"></span></span>'
var nutThem = thanh.querySelector("[data-viec=them]"), bang = thanh.querySelector(".them")
nutThem.setAttribute("aria-expanded", "false")
nutThem.setAttribute("aria-controls", "cong-cu-them")

function nut(viec, ten, hinh) {
  return '<button type="button" data-viec="' + viec + '" title="' + ten + '">'
    + (hinh ? '<svg viewBox="0 0 24 24" aria-hidden="true">' + hinh + "</svg>" : "") + "<span>" + ten + "</span></button>"
}

// Một đơn vị là một khối có địa chỉ của chính nó; neo là liên kết ấy, tên của nó là cách viện dẫn.
function neoCua(khoi) {
  return khoi && khoi.querySelector(":scope > .neo")
}

function khoiCua(nut) {
  var phanTu = nut.nodeType === 1 ? nut : nut.parentElement
  return phanTu && than.contains(phanTu) && phanTu !== than ? phanTu.closest("[data-source-text] p, [data-source-text] :is(h1,h2,h3,h4,h5,h6,td,th,li)") : null
}

function hien(khoi) {
  clearTimeout(hen)
  if (khoi === phan) return
  an()
  phan = khoi
  khoi.classList.add("dang-chon")
  var neo = neoCua(khoi)
  thanh.setAttribute("aria-label", "Công cụ cho " + (neo ? neo.getAttribute("aria-label") : "chữ đã chọn"))
  if (neo) neo.after(thanh)
  else khoi.append(thanh)
  capNhat()
}

function an() {
  clearTimeout(hen)
  if (!phan) return
  phan.classList.remove("dang-chon")
  phan = null
  dongBang()
  thanh.remove()
}

function dongBang() {
  bang.hidden = true
  nutThem.setAttribute("aria-expanded", "false")
}

function capNhat() {
  var ten = dangChon ? "Chép liên kết tới chữ đã chọn" : "Chép liên kết", o = thanh.querySelector("[data-viec=lien-ket]")
  o.title = ten
  o.lastChild.textContent = ten
}

// ---- Điều được chép

// Khối không có địa chỉ (phần đầu, ô của bảng) thì theo đơn vị gần nhất ở trước.
function neoGan(khoi) {
  if (neoCua(khoi)) return neoCua(khoi)
  var truoc = null
  than.querySelectorAll(".neo").forEach(function (n) {
    if (n.compareDocumentPosition(khoi) & Node.DOCUMENT_POSITION_FOLLOWING) truoc = n
  })
  return truoc
}

function diaChi() {
  var neo = neoGan(phan)
  return kho.trang + (neo ? neo.getAttribute("href") : "")
}

// Đoạn không có số do kho tự đếm, nên lời trích dẫn chỉ nêu đơn vị có số chứa nó.
function trichDan() {
  var neo = neoGan(phan), ten = neo ? neo.getAttribute("aria-label").replace(/^đoạn \d+ ?/, "") : ""
  return (ten ? ten + " " : "") + tenVanBan
}

function maHoa(chu) {
  return encodeURIComponent(chu).replace(/[-!'()*]/g, function (c) { return "%" + c.charCodeAt(0).toString(16).toUpperCase() })
}

// #…:~:text=… để trình duyệt tự tô chữ; nó giấu phần ấy với trang, nên ?trich= mang chữ để trang xét chữ có đổi không.
function lienKetChu() {
  var dau = dangChon.slice(0, 150), hoi = "?trich=" + maHoa(dau)
  if (dau !== dangChon) hoi += "&dai=" + dangChon.length + "&bam=" + kho.bam(dangChon)
  var tu = dangChon.split(" "), neo = neoGan(phan)
  var chiDan = tu.length > 8 ? maHoa(tu.slice(0, 4).join(" ")) + "," + maHoa(tu.slice(-4).join(" ")) : maHoa(dangChon)
  return kho.trang + hoi + (neo ? neo.getAttribute("href") : "#") + ":~:text=" + chiDan
}

function nguon() {
  var biet = kho.dieuBiet() || {}, ngay = (biet.legislationDate || "").split("-").filter(Boolean).map(Number)
  var trichYeu = document.querySelector("h1 .trich-yeu"), coQuan = (biet.legislationPassedBy || {}).name
  var ma = decodeURI(new URL(kho.trang).pathname).replace(/^.*\/vb\//, "").replace(/\/+$/, "").replace(/[^a-z0-9]+/g, "-")
  return { biet: biet, ngay: ngay, ten: tenVanBan + (trichYeu ? ": " + trichYeu.textContent.trim() : ""), coQuan: coQuan, ma: ma }
}

function bibtex() {
  var n = nguon()
  var dong = [["author", n.coQuan], ["title", n.ten], ["year", n.ngay[0]], ["month", n.ngay[1]], ["day", n.ngay[2]],
    ["number", n.biet.legislationIdentifier], ["type", n.biet.legislationType], ["langid", "vietnamese"]]
  return "@misc{" + n.ma + ",\n" + dong.filter(function (d) { return d[1] }).map(function (d) {
    var chu = String(d[1]).replace(/\\/g, "\\textbackslash ").replace(/[&%$#_{}]/g, "\\$&").replace(/[~^]/g, "\\$&{}")
    return "  " + d[0] + " = {" + (d[0] === "author" || d[0] === "title" ? "{" + chu + "}" : chu) + "},\n"
  }).join("") + "  url = {" + kho.trang.replace(/[{}\\]/g, encodeURIComponent) + "}\n}\n"
}

function csl() {
  var n = nguon(), muc = { id: n.ma, type: "legislation", title: n.ten, genre: n.biet.legislationType, number: n.biet.legislationIdentifier,
    author: n.coQuan ? [{ literal: n.coQuan }] : undefined, issued: n.ngay.length ? { "date-parts": [n.ngay] } : undefined, language: "vi", URL: kho.trang }
  return JSON.stringify([muc], null, 2)
}

function chuCuaPhan() {
  return dangChon || kho.chu(phan)
}

function noiBaoLoi() {
  var ma = document.querySelector(".kho-doi-chieu"), chu = chuCuaPhan()
  var tieuDe = encodeURIComponent("Báo lỗi: " + trichDan())
  var than = encodeURIComponent("Văn bản: " + tenVanBan + "\nChỗ: " + trichDan() + "\nĐịa chỉ: " + diaChi()
    + "\nSHA-256 của bản chữ: " + (ma ? ma.dataset.ma : "") + "\n\nChữ trong kho: “" + chu.slice(0, 300) + (chu.length > 300 ? " …" : "")
    + "”\n\nChữ đúng, và căn cứ:\n")
  var toi = bai.dataset.bao
  return toi.indexOf("mailto:") === 0 ? toi + "?subject=" + tieuDe + "&body=" + than : toi.replace("{title}", tieuDe).replace("{body}", than)
}

var VIEC = {
  "lien-ket": function () {
    if (dangChon) kho.chep(lienKetChu(), "Đã chép liên kết tới chữ đã chọn.")
    else kho.chep(diaChi(), "Đã chép liên kết.")
  },
  "trich-dan": function () { kho.chep(trichDan(), "Đã chép: " + trichDan()) },
  "nguyen-van": function () { kho.chep("“" + chuCuaPhan() + "” (" + trichDan() + ", " + diaChi() + ")", "Đã chép nguyên văn kèm trích dẫn.") },
  markdown: function () { kho.chep("[" + trichDan().replace(/[\\[\]]/g, "\\$&") + "](" + diaChi() + ")", "Đã chép dạng Markdown.") },
  bibtex: function () { kho.chep(bibtex(), "Đã chép BibTeX của cả văn bản.") },
  csl: function () { kho.chep(csl(), "Đã chép CSL-JSON của cả văn bản.") },
  them: function () {
    bang.hidden = !bang.hidden
    nutThem.setAttribute("aria-expanded", String(!bang.hidden))
    if (bang.hidden) return
    var loi = thanh.querySelector(".bao-loi")
    if (loi) loi.href = noiBaoLoi()
    document.dispatchEvent(new CustomEvent("kho:bang", { detail: { khoi: phan, cho: thanh.querySelector(".xem-dan-chieu") } }))
  },
}

thanh.addEventListener("click", function (e) {
  var o = e.target.closest("[data-viec]")
  if (o && VIEC[o.dataset.viec]) VIEC[o.dataset.viec]()
})
// Bấm chuột vào thanh không được làm mất vùng chữ đang chọn.
thanh.addEventListener("mousedown", function (e) { e.preventDefault() })

// ---- Thanh tới chỗ nào: nơi con trỏ chuột ở, nơi neo có tiêu điểm, nơi ngón tay chạm, nơi chữ được chọn

addEventListener("keydown", function () { banPhim = true }, true)
addEventListener("pointerdown", function () { banPhim = false }, true)

than.addEventListener("pointerover", function (e) {
  if (e.pointerType !== "mouse" || e.buttons || dangChon || (banPhim && thanh.contains(document.activeElement))) return
  clearTimeout(hen)
  var khoi = khoiCua(e.target)
  if (thanh.contains(e.target) || !khoi || !neoCua(khoi) || (!bang.hidden && phan)) return
  hien(khoi)
})
than.addEventListener("pointerleave", function (e) {
  if (e.pointerType === "mouse" && !dangChon && bang.hidden && !thanh.contains(document.activeElement)) hen = setTimeout(an, 500)
})
than.addEventListener("focusin", function (e) {
  if (e.target.classList.contains("neo")) hien(khoiCua(e.target))
})
than.addEventListener("focusout", function (e) {
  var toi = e.relatedTarget
  if (banPhim && phan && !(toi && (thanh.contains(toi) || toi === neoCua(phan)))) an()
})
document.addEventListener("click", function (e) {
  if (thanh.contains(e.target)) return
  var khoi = than.contains(e.target) && khoiCua(e.target)
  var cham = e.pointerType === "touch" || e.pointerType === "pen"
  if (khoi && neoCua(khoi) && (e.target.closest(".neo") || (cham && !e.target.closest("a") && khoi !== phan))) hien(khoi)
  else if (phan && !dangChon && !(khoi === phan && !cham)) an()
})
addEventListener("keydown", function (e) {
  if (e.key !== "Escape" || e.defaultPrevented) return
  if (kho.dong()) return
  if (phan && !bang.hidden) {
    var trong = bang.contains(document.activeElement)
    dongBang()
    if (trong) nutThem.focus()
  } else if (phan) {
    var neo = thanh.contains(document.activeElement) && neoCua(phan)
    an()
    if (neo) neo.focus({ preventScroll: true })
    if (neo) an()
  }
})
var doi = 0
document.addEventListener("selectionchange", function () {
  clearTimeout(doi)
  doi = setTimeout(function () {
    var chon = getSelection(), vung = chon.rangeCount && !chon.isCollapsed && chon.getRangeAt(0)
    var khoi = vung && khoiCua(vung.startContainer)
    dangChon = khoi ? kho.chu(khoi.closest("[data-note]") || than, vung) : ""
    if (dangChon) hien(khoi)
    if (phan) capNhat()
  }, 150)
})
