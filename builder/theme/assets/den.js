// Tới theo một liên kết: đơn vị được đánh dấu, kể cả khi địa chỉ là địa chỉ cũ; chữ được trích thì xét có đổi không.
import * as kho from "./chu.js"


function dich() {
  try {
    return decodeURIComponent(location.hash.slice(1).split(":~:")[0])
  } catch (loi) {
    return location.hash.slice(1)
  }
}

// Địa chỉ cũ nằm trên một phần tử rỗng ở đầu đơn vị.
function toi() {
  document.querySelectorAll(".den").forEach(function (d) { d.classList.remove("den") })
  var ten = dich(), cho = ten && document.getElementById(ten)
  if (ten && !cho) return kho.bao("Trang này không có chỗ nào mang địa chỉ “" + ten.slice(0, 80) + "”.", "can-than")
  if (!cho || !kho.than.contains(cho) || cho.classList.contains("tu")) return
  var khoi = cho.tagName === "SPAN" && !cho.firstChild ? cho.parentElement : cho
  khoi.classList.add("den")
}

function xetTrich() {
  var hoi = new URLSearchParams(location.search), trich = kho.gon(hoi.get("trich") || "")
  if (!trich) return
  var cho = dich() && document.getElementById(dich()), ghi = cho && cho.closest("[data-note]")
  var ban = kho.ban(ghi || kho.than), dai = +hoi.get("dai") || trich.length
  var tu = cho && !ghi ? ban.tai(cho) : 0
  var thay = tim(ban, trich, dai, hoi.get("bam"), tu)
  // Chữ trong liên kết là lời người gửi; trang chỉ nói văn bản có hay không có những chữ ấy.
  var noi = "“" + trich + (dai > trich.length ? " …" : "") + "”"
  if (thay < 0) return kho.bao("Liên kết này trích: " + noi + ". Văn bản trên trang này không có, hoặc không còn, những chữ ấy.", "can-than")
  var vung = ban.vung(thay, thay + dai)
  kho.danhDau(vung)
  if (!cho || !trongManHinh(vung)) vung.startContainer.parentElement.scrollIntoView({ block: "center" })
  kho.bao("Chữ được trích vẫn đúng như khi liên kết này được tạo.")
}

// Chỗ đầu tiên từ đơn vị được trỏ tới có đúng những chữ ấy, rồi mới tới phần trước nó.
function tim(ban, trich, dai, bam, tu) {
  // Liên kết của kho chỉ rút gọn đoạn dài; liên kết khác thế là do người khác chế ra.
  if (dai < trich.length || (dai > trich.length && trich.length < 150)) return -1
  for (var lan = 0; lan < 2; lan++) {
    for (var k = ban.chu.indexOf(trich, lan ? 0 : tu); k >= 0; k = ban.chu.indexOf(trich, k + 1)) {
      if (dai === trich.length || (k + dai <= ban.chu.length && kho.bam(ban.chu.slice(k, k + dai)) === bam)) return k
    }
  }
  return -1
}

function trongManHinh(vung) {
  var o = vung.getBoundingClientRect()
  return o.top >= 0 && o.bottom <= innerHeight
}

addEventListener("hashchange", toi)
toi()
xetTrich()
