// Điều người đọc làm với một văn bản: đọc, đối chiếu, trích dẫn, xem trước. Trang không cần tệp nào ở đây để đọc được.
import "./doc.js"
import "./ho-so.js"
import "./cong-cu.js"
import "./xem-truoc.js"
import "./den.js"
