// Chữ của văn bản đang hiện trên trang: đọc, tìm, chép, địa chỉ của nó. Các tệp khác của trang văn bản dùng chung.

export var than = document.querySelector("[data-source-text]")
export var trang = (document.querySelector("link[rel=canonical]") || { href: location.origin + location.pathname }).href

// Các nút chữ của một phần, bỏ thứ do kho thêm và bỏ chú thích (trừ khi chính phần ấy là chú thích).
function nutChu(goc) {
  var loc = {
    acceptNode: function (n) {
      if (n.nodeType === 3) return NodeFilter.FILTER_ACCEPT
      return n.hasAttribute("data-added") || n.hasAttribute("data-note") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP
    },
  }
  var di = document.createTreeWalker(goc, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, loc)
  var cac = []
  while (di.nextNode()) cac.push(di.currentNode)
  return cac
}

export function gon(chu) {
  return chu.replace(/\s+/g, " ").trim()
}

// Chữ của một phần, khoảng trắng rút gọn; với một vùng chọn thì chỉ chữ trong vùng ấy.
export function chu(goc, vung) {
  var ra = ""
  nutChu(goc).forEach(function (n) {
    if (!vung) ra += n.data
    else if (vung.intersectsNode(n)) {
      var dau = n === vung.startContainer ? vung.startOffset : 0
      var cuoi = n === vung.endContainer ? vung.endOffset : n.data.length
      ra += n.data.slice(dau, cuoi)
    }
  })
  return gon(ra)
}

// Chữ rút gọn của một phần, và đường về từ mỗi chữ tới nút chứa nó.
export function ban(goc) {
  var nut = nutChu(goc), chuoi = "", ve = [], trang = true
  nut.forEach(function (n, i) {
    for (var k = 0; k < n.data.length; k++) {
      var la = /\s/.test(n.data[k])
      if (la && trang) continue
      chuoi += la ? " " : n.data[k]
      ve.push([i, k])
      trang = la
    }
  })
  return {
    chu: chuoi,
    vung: function (tu, den) {
      var r = document.createRange(), a = ve[tu], b = ve[den - 1]
      r.setStart(nut[a[0]], a[1])
      r.setEnd(nut[b[0]], b[1] + 1)
      return r
    },
    tai: function (phan) {
      for (var i = 0; i < ve.length; i++) if (phan.contains(nut[ve[i][0]])) return i
      return 0
    },
  }
}

// FNV-1a 32 bit: đủ để biết chữ đã đổi, không để chống giả mạo.
export function bam(chuoi) {
  var h = 0x811c9dc5
  for (var i = 0; i < chuoi.length; i++) h = Math.imul(h ^ chuoi.charCodeAt(i), 0x01000193) >>> 0
  return h.toString(36)
}

var loi
// Lời báo ở cuối màn hình; lời cần đọc thì ở lại tới khi đóng, lời xác nhận tự đi.
export function bao(noi, kieu) {
  if (!loi) {
    loi = document.createElement("div")
    loi.className = "kho-loi-bao"
    loi.innerHTML = '<p role="status"></p><button type="button" aria-label="Đóng lời báo">✕</button>'
    loi.lastChild.addEventListener("click", dong)
    document.body.append(loi)
  }
  clearTimeout(loi.hen)
  loi.hidden = false
  loi.classList.toggle("can-than", kieu === "can-than")
  loi.firstChild.textContent = noi
  if (!kieu) loi.hen = setTimeout(dong, 5000)
}

export function dong() {
  if (!loi || loi.hidden) return false
  loi.hidden = true
  loi.firstChild.textContent = ""
  return true
}

export function chep(noi, xong) {
  function cach2() {
    var o = document.createElement("textarea"), cu = document.activeElement
    o.value = noi
    o.className = "kho-an"
    document.body.append(o)
    o.select()
    var duoc = document.execCommand("copy")
    o.remove()
    if (cu) cu.focus({ preventScroll: true })
    if (duoc) bao(xong)
    else bao("Trình duyệt không cho chép. Hãy chọn và chép dòng này: " + noi, "can-than")
  }
  if (!navigator.clipboard) return cach2()
  navigator.clipboard.writeText(noi).then(function () { bao(xong) }, cach2)
}

// Đánh dấu vùng chữ mà không đổi trang; trình duyệt cũ thì chọn vùng ấy.
export function danhDau(vung) {
  if (window.CSS && CSS.highlights) CSS.highlights.set("trich", new Highlight(vung))
  else {
    getSelection().removeAllRanges()
    getSelection().addRange(vung)
  }
}

// 2018-04-06 là 06/4/2018: ngày dưới 10, tháng 1 và 2 có số 0 đứng trước (Nghị định 30/2020/NĐ-CP).
export function ngay(iso) {
  var p = iso.split("-")
  return [p[2], p[1] && (p[1] > 2 ? String(+p[1]) : p[1]), p[0]].filter(Boolean).join("/")
}

export function dieuBiet(trang) {
  var ghi = (trang || document).querySelector('script[type="application/ld+json"]')
  return ghi ? JSON.parse(ghi.textContent) : null
}
