// Địa chỉ cũ dẫn tới địa chỉ nay, giữ nguyên phần #… mà thẻ refresh không giữ được.
location.replace(new URL(document.currentScript.dataset.toi, location.href).href.split("#")[0] + location.hash);
