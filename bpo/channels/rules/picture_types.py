"""Types of pictures that are drawn here."""

JPEG, WEBP = "image/jpeg", "image/webp"
