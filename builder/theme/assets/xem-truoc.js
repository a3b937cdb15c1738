// Xem trước một dẫn chiếu mà không rời trang: tên, cơ quan, ngày, tình trạng. Điều ấy đọc từ đầu trang của văn bản
// được dẫn, chỉ tải khi cần; chỗ dẫn chưa rõ hay dẫn tới chính văn bản này thì đọc ngay trên trang.
import * as kho from "./chu.js"

var nho = new Map(), khung = document.createElement("div"), dang = null, hen = 0, boiXem = false
khung.id = "xem-truoc"
khung.setAttribute("role", "tooltip")
khung.hidden = true
kho.than.closest("main").append(khung)

// Chỉ phần đầu trang được tải: đủ điều cần, và trang dài cũng chỉ tốn ngần ấy.
async function dauTrang(url) {
  var tra = await fetch(url)
  if (!tra.ok) throw new Error(tra.status)
  var doc = tra.body.getReader(), giai = new TextDecoder(), chu = ""
  for (;;) {
    var phan = await doc.read()
    if (phan.done) break
    chu += giai.decode(phan.value, { stream: true })
    if (chu.indexOf("</head>") >= 0) {
      doc.cancel()
      break
    }
  }
  return new DOMParser().parseFromString(chu, "text/html")
}

async function oNoiKhac(url) {
  var biet = kho.dieuBiet(await dauTrang(url))
  if (!biet) throw new Error("không có hồ sơ")
  var ngay = biet.legislationDate ? "ban hành " + (biet.legislationDate.length === 10 ? "ngày " : "") + kho.ngay(biet.legislationDate) : "không rõ ngày"
  // Lời báo văn bản mẫu đã ở đầu mỗi trang, và không phải tình trạng.
  var mau = document.querySelector(".kho-mau"), tinhTrang = [].concat(biet.creativeWorkStatus || []).filter(function (t) {
    return !mau || kho.gon(mau.textContent) !== kho.gon(t)
  })
  if (biet.legislationDateOfApplicability) tinhTrang.push("Văn bản nêu có hiệu lực từ ngày " + kho.ngay(biet.legislationDateOfApplicability))
  return [biet.name, [(biet.legislationPassedBy || {}).name || "không rõ cơ quan", ngay].join(" · "), "Tình trạng: " + (tinhTrang.join("; ") || "không nêu")]
}

function trenTrang(ten) {
  var cho = document.getElementById(ten), muc = cho && cho.closest(".kho-lien-he li")
  if (muc) {
    var co = Array.from(muc.querySelectorAll(".ung-vien li"), function (u) { return kho.gon(u.textContent) })
    var trangThai = muc.querySelector(".trang-thai")
    return [kho.gon(muc.querySelector(".ten").textContent), trangThai ? kho.gon(trangThai.textContent) : ""].concat(co.length ? ["Có thể là: " + co.join("; ")] : [])
  }
  var chu = cho ? kho.chu(cho) : ""
  return ["Trong chính văn bản này", chu.length > 280 ? chu.slice(0, 280) + " …" : chu]
}

function dieuCanXem(lien) {
  var thu = lien.getAttribute("href") || ""
  if (thu[0] === "#") return Promise.resolve(trenTrang(thu.slice(1)))
  var url = lien.href.split("#")[0]
  if (!nho.has(url)) nho.set(url, oNoiKhac(url).catch(function () { nho.delete(url); return ["Không tải được điều cần xem trước.", "Bấm vào dẫn chiếu để mở trang."] }))
  return nho.get(url)
}

function hien(lien, lau) {
  clearTimeout(hen)
  if (dang === lien) return
  hen = setTimeout(function () {
    an()
    dang = lien
    // Lời của trình duyệt khi trỏ vào sẽ chồng lên khung này.
    lien.removeAttribute("title")
    dieuCanXem(lien).then(function (dong) {
      if (dang !== lien) return
      khung.replaceChildren.apply(khung, dong.filter(Boolean).map(function (noi, i) {
        var p = document.createElement("p")
        p.textContent = noi
        if (!i) p.className = "ten"
        return p
      }))
      khung.hidden = false
      lien.setAttribute("aria-describedby", khung.id)
      dat(lien)
    })
  }, lau)
}

function an() {
  clearTimeout(hen)
  if (dang) dang.removeAttribute("aria-describedby")
  dang = null
  boiXem = false
  khung.hidden = true
}

// Dưới dòng đầu của dẫn chiếu, sát nó để chuột đi từ chữ sang khung; hết chỗ thì ở trên.
function dat(lien) {
  var o = lien.getClientRects()[0], rong = khung.offsetWidth, cao = khung.offsetHeight
  var trai = Math.max(8, Math.min(o.left, document.documentElement.clientWidth - rong - 8))
  var duoi = o.bottom + cao + 8 <= innerHeight || o.top < cao + 8
  khung.style.setProperty("--trai", trai + scrollX + "px")
  khung.style.setProperty("--tren", (duoi ? o.bottom : o.top - cao) + scrollY + "px")
}

function lienCua(e) {
  return e.target.closest ? e.target.closest("[data-source-text] a.dan-chieu") : null
}

document.addEventListener("pointerover", function (e) {
  if (e.pointerType !== "mouse" || boiXem) return
  var lien = lienCua(e)
  if (lien) hien(lien, 250)
  else if (khung.contains(e.target)) clearTimeout(hen)
  else if (dang !== document.activeElement) {
    clearTimeout(hen)
    if (dang) hen = setTimeout(an, 300)
  }
})
document.addEventListener("focusin", function (e) {
  var lien = lienCua(e)
  if (lien && lien.matches(":focus-visible")) hien(lien, 0)
  else if (!boiXem) an()
})
document.addEventListener("focusout", function (e) {
  if (dang && e.target === dang && !boiXem) an()
})
document.addEventListener("click", function (e) {
  if (boiXem && !khung.contains(e.target) && !e.target.closest(".xem-dan-chieu")) an()
})
addEventListener("keydown", function (e) {
  if (e.key !== "Escape" || !dang) return
  an()
  e.preventDefault()
}, true)

// Chạm vào dẫn chiếu là đi theo nó; muốn xem trước thì có nút trong bảng của đơn vị.
document.addEventListener("kho:bang", function (e) {
  e.detail.cho.replaceChildren.apply(e.detail.cho, Array.from(e.detail.khoi.querySelectorAll("a.dan-chieu"), function (lien) {
    var nut = document.createElement("button")
    nut.type = "button"
    nut.textContent = "Xem trước: " + kho.chu(lien)
    nut.addEventListener("click", function () {
      an()
      hien(lien, 0)
      boiXem = true
    })
    return nut
  }))
})
