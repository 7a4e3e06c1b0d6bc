"""What each network tells of pictures, read into references; what else is attached stays a note in the text."""

import json
from email.message import EmailMessage

import pytest
from servers.painted import painted

from bpo.channels.rules import read_mail
from bpo.channels.rules.incoming import Picture
from bpo.channels.rules.pictures import LARGEST_PICTURE
from bpo.channels.rules.readings import read_event
from bpo.core.clock import utcnow

AT = "2026-11-30T12:00:00Z"


def bluesky(embed):
    post = {
        "uri": "at://did:plc:a/app.bsky.feed.post/3k",
        "author": {"did": "did:plc:a"},
        "record": {"text": "Look", "createdAt": AT, "embed": embed},
    }
    return read_event("bluesky.post", json.dumps({"account": "bluesky:b", "own_id": "x", "post": post}))


def mastodon(*attached):
    status = {
        "id": "1",
        "account": {"id": "2", "acct": "anna"},
        "content": "<p>Look</p>",
        "created_at": AT,
        "media_attachments": list(attached),
    }
    stored = {"account": "mastodon:b@c", "own_id": "9", "domain": "c", "status": status}
    return read_event("mastodon.status", json.dumps(stored))


def telegram(**held):
    message = {"message_id": 1, "date": 1_700_000_000, "chat": {"id": 5, "type": "private"}, **held}
    update = {"update_id": 1, "message": {"from": {"id": 5, "first_name": "Anna"}, **message}}
    return read_event("telegram.update", json.dumps({"account": "telegram:b", "update": update}))


def image(cid, alt=""):
    return {"alt": alt, "image": {"$type": "blob", "ref": {"$link": cid}, "mimeType": "image/jpeg"}}


def test_pictures_of_a_post_are_known_by_the_sums_of_their_bytes():
    embed = {"$type": "app.bsky.embed.images", "images": [image("cid1", "a broken lid"), image("cid2")]}
    assert bluesky(embed).pictures == (Picture("cid1", "a broken lid"), Picture("cid2"))
    beside = {"$type": "app.bsky.embed.recordWithMedia", "record": {"record": {}}, "media": embed}
    assert len(bluesky(beside).pictures) == 2


def test_a_video_on_bluesky_is_a_note():
    found = bluesky({"$type": "app.bsky.embed.video", "video": {}})
    assert (found.text, found.pictures) == ("Look\n[video]", ())


@pytest.mark.parametrize(
    "embed", [7, "x", {"images": 7}, {"images": [7]}, {"images": [{"image": {"ref": {"$link": "\0"}}}]}]
)
def test_an_embed_of_another_shape_costs_the_picture_and_not_the_post(embed):
    found = bluesky(embed)
    assert (found.text, found.pictures) == ("Look", ())


def test_pictures_of_a_status_by_their_addresses_and_the_rest_as_notes():
    pictures = [{"type": "image", "url": f"https://f.example/{n}", "description": None} for n in range(5)]
    found = mastodon({"type": "video", "url": "https://f.example/v"}, *pictures, {"type": "unknown"})
    assert [one.reference for one in found.pictures] == [f"https://f.example/{n}" for n in range(4)]
    assert found.text == "Look\n[video]\n[photo]\n[attachment]"
    assert mastodon({"type": "image", "url": "https://f.example/a", "description": "Lid"}).pictures == (
        Picture("https://f.example/a", "Lid"),
    )


def test_a_photo_on_telegram_in_the_largest_size_that_is_taken():
    sizes = [
        {"file_id": "small", "width": 90, "height": 90, "file_size": 900},
        {"file_id": "large", "width": 900, "height": 900, "file_size": 90_000},
        {"file_id": "huge", "width": 9000, "height": 9000, "file_size": LARGEST_PICTURE + 1},
    ]
    found = telegram(photo=sizes, caption="Look")
    assert (found.text, found.pictures) == ("Look\n[photo]", (Picture("large"),))
    assert telegram(document={"file_id": "f", "mime_type": "image/png"}).pictures == (Picture("f"),)
    assert telegram(document={"file_id": "f", "mime_type": "image/svg+xml"}).pictures == ()
    assert telegram(sticker={"file_id": "f"}).pictures == ()


def mail(*parts):
    made = EmailMessage()
    made["From"], made["To"], made["Message-ID"] = "anna@cust.test", "care@brand.test", "<1@cust.test>"
    made.set_content("Look")
    made.add_alternative('<p>Look <img src="cid:logo"></p>', subtype="html")
    for name, subtype, how in parts:
        made.add_attachment(
            painted(), maintype="image", subtype=subtype, filename=name, disposition=how, cid="<logo>"
        )
    raw = made.as_bytes()
    stored = read_mail.envelope(raw, account="email:care@brand.test", own=[], received_at=utcnow())
    return read_event("mail", json.dumps(stored))


def test_pictures_of_a_mail_by_the_numbers_of_their_parts_attached_ones_first():
    found = mail(
        ("logo.png", "png", "inline"),
        ("lid.jpg", "jpeg", "attachment"),
        ("drawing.svg", "svg+xml", "attachment"),
    )
    assert found.pictures == (Picture("3", "lid.jpg"), Picture("2", "logo.png"))
    assert "[lid.jpg]" in found.text
    assert "[drawing.svg]" in found.text


def test_a_mail_that_is_nothing_but_a_picture_has_no_part_to_be_asked_for():
    made = EmailMessage()
    made["From"], made["Message-ID"] = "anna@cust.test", "<1@cust.test>"
    made.set_content(painted(), maintype="image", subtype="jpeg")
    assert read_mail.pictures_of(made) == ()
