"""One raw event of every form that networks' readers take, with people in it."""

import base64

MAIL = """\
From: Anna Kowalska <anna.kowalska@poczta.example>
To: Brand Care <care@brand.example>
Subject: Moja paczka 48210337
Message-ID: <CAFx77abc@poczta.example>
In-Reply-To: <bpo.17aa@brand.example>
References: <bpo.17aa@brand.example>
Date: Mon, 30 Nov 2026 12:00:00 +0100
Content-Type: text/plain; charset=utf-8

Dzień dobry, mój numer to +48 600 700 801.
Zobacz https://paczki.example/sledz?nr=48210337
"""
FORMS = {
    "message": {
        "id": "m-48210337",
        "account": "generic:brand_care",
        "conversation": "thread-99120",
        "direction": "in",
        "author": {"id": "anna.kowalska", "name": "Anna Kowalska", "followers": 4821},
        "text": "Где моя посылка 48210337? Пишите на anna@poczta.example",
        "posted_at": "2026-11-30T11:00:00+00:00",
        "in_reply_to": "m-48210336",
        "visibility": "public",
        "language": "ru",
    },
    "viber.message": {
        "account": "viber:brand_bot",
        "event": {
            "event": "message",
            "timestamp": 1795000000000,
            "message_token": 4912661846655238145,
            "sender": {"id": "kR482103aB+/w==", "name": "Anna Kowalska", "language": "pl", "country": "PL"},
            "message": {
                "type": "picture",
                "text": "Paczka 48210337",
                "media": "https://dl.viber.example/48210337",
            },
        },
    },
    "x.post": {
        "account": "x:brand_care",
        "own_id": "2244994945",
        "post": {
            "id": "1346889436626259968",
            "author_id": "991048210",
            "created_at": "2026-11-30T11:00:00.000Z",
            "text": "@brand_care where is 48210337? https://t.co/abc",
            "lang": "en",
            "entities": {
                "urls": [{"url": "https://t.co/abc", "expanded_url": "https://shop.example/48210337"}]
            },
        },
        "author": {"id": "991048210", "name": "Anna Kowalska", "username": "anna_kowalska"},
    },
    "mastodon.status": {
        "account": "mastodon:brand@social.example",
        "own_id": "109382",
        "domain": "social.example",
        "status": {
            "id": "113400221",
            "created_at": "2026-11-30T11:00:00.000Z",
            "in_reply_to_id": "113400220",
            "in_reply_to_account_id": "109382",
            "visibility": "unlisted",
            "spoiler_text": "Paczka",
            "language": "pl",
            "uri": "https://other.example/users/anna/statuses/113400221",
            "content": '<p><span class="h-card"><a href="https://social.example/@brand" class="u-url mention">@<span>brand</span></a></span> Gdzie jest paczka?<br>Anna</p>',
            "account": {
                "id": "77120",
                "acct": "anna@other.example",
                "username": "anna",
                "display_name": "Anna Kowalska",
                "followers_count": 341,
                "note": "<p>Kraków</p>",
            },
            "mentions": [{"id": "109382", "acct": "brand", "url": "https://social.example/@brand"}],
        },
    },
    "bluesky.post": {
        "account": "bluesky:brand.example",
        "own_id": "did:plc:brandbrandbrand",
        "followers": 12,
        "post": {
            "uri": "at://did:plc:annaannaanna/app.bsky.feed.post/3kabcdefgh2xy",
            "author": {"did": "did:plc:annaannaanna", "handle": "anna.example", "displayName": "Anna K."},
            "indexedAt": "2026-11-30T11:00:02.000Z",
            "record": {
                "$type": "app.bsky.feed.post",
                "text": "Де моя посилка? https://paczki.example/sledz",
                "createdAt": "2026-11-30T11:00:00.000Z",
                "langs": ["uk"],
                "reply": {
                    "root": {
                        "uri": "at://did:plc:brandbrandbrand/app.bsky.feed.post/3kroot",
                        "cid": "bafyroot",
                    },
                    "parent": {
                        "uri": "at://did:plc:brandbrandbrand/app.bsky.feed.post/3kroot",
                        "cid": "bafyroot",
                    },
                },
            },
        },
    },
    "telegram.update": {
        "account": "telegram:brand_bot",
        "update": {
            "update_id": 660123,
            "message": {
                "message_id": 4821,
                "date": 1796036400,
                "chat": {"id": 550912345, "type": "private", "first_name": "Anna", "username": "anna_k"},
                "from": {
                    "id": 550912345,
                    "is_bot": False,
                    "first_name": "Anna",
                    "last_name": "Kowalska",
                    "username": "anna_k",
                    "language_code": "pl",
                },
                "text": "Gdzie jest paczka? +48600700801",
                "entities": [{"type": "url", "offset": 0, "length": 4}],
            },
        },
    },
    "facebook.comment": {
        "account": "facebook:brandpage",
        "own_id": "100200300",
        "at": 1796036401,
        "value": {
            "item": "comment",
            "verb": "add",
            "comment_id": "77123_998877",
            "post_id": "100200300_77123",
            "parent_id": "77123_998800",
            "from": {"id": "5566778899", "name": "Anna Kowalska"},
            "message": "Где моя посылка?",
            "created_time": 1796036400,
            "post": {"permalink_url": "https://www.facebook.com/brandpage/posts/77123"},
        },
    },
    "messenger.message": {
        "account": "messenger:brandpage",
        "own_id": "100200300",
        "event": {
            "sender": {"id": "5566778899"},
            "recipient": {"id": "100200300"},
            "timestamp": 1796036400123,
            "message": {"mid": "m_AbCdEf-123_xyz", "text": "Мій телефон 380501234567"},
        },
    },
    "instagram.item": {
        "account": "instagram:brand",
        "own_id": "17841400100200",
        "event": {
            "sender": {"id": "5566778899"},
            "recipient": {"id": "17841400100200"},
            "timestamp": 1796036400123,
            "message": {
                "mid": "aWdfAbCdEf123xyz",
                "text": "Мій телефон 380501234567",
                "reply_to": {"story": {"id": "998877", "url": "https://cdn.example/anna.jpg"}},
                "attachments": [{"type": "share", "payload": {"url": "https://cdn.example/anna2.jpg"}}],
            },
        },
    },
    "vk.item": {
        "account": "vk:brandclub",
        "group": "71012345",
        "kind": "comment",
        "name": "Анна Ковальская",
        "item": {
            "id": 482103,
            "from_id": 50112233,
            "date": 1796036400,
            "text": "[id50112233|Анна], где посылка?",
            "post_id": 1077,
            "owner_id": -71012345,
            "parents_stack": [482100],
            "reply_to_comment": 482100,
        },
    },
    "mail": {
        "account": "email:care@brand.example",
        "own": ["care@brand.example"],
        "received_at": "2026-11-30T11:00:05+00:00",
        "raw": base64.b64encode(MAIL.encode()).decode(),
    },
    "google_play.review": {
        "account": "google_play:com.brand.shop",
        "review": "gp:AOqpTOExyz-123",
        "kind": "userComment",
        "author": "Anna Kowalska",
        "comment": {
            "text": "\tNie działa od wczoraj",
            "lastModified": {"seconds": "1796036400", "nanos": 120000000},
            "starRating": 2,
            "reviewerLanguage": "pl",
            "device": "pixel7",
            "androidOsVersion": 34,
            "appVersionName": "4.82.1",
        },
    },
    "wordpress.comment": {
        "account": "wordpress:care",
        "own_id": "42",
        "person": "guest:8f3a9bc1d2e4",
        "title": "Jak kupować w Krakowie",
        "comment": {
            "id": 4821,
            "post": 710,
            "parent": 4800,
            "author": 0,
            "author_name": "Anna Kowalska",
            "date_gmt": "2026-11-30T11:00:00",
            "content": "Gdzie jest <em>paczka</em>?",
            "link": "https://shop.example/jak-kupowac/#comment-4821",
            "status": "approved",
        },
    },
    "youtube.comment": {
        "account": "youtube:brandchannel",
        "own_id": "UCbrandbrandbrand",
        "id": "UgzAnna123.9abcDEF",
        "video": "dQw4w9WgXcQ",
        "comment": {
            "textOriginal": "Где моя посылка?",
            "textDisplay": "Где моя посылка?",
            "authorDisplayName": "@anna_kowalska",
            "authorChannelId": {"value": "UCannaannaanna"},
            "parentId": "UgzAnna123",
            "publishedAt": "2026-11-30T11:00:00Z",
        },
    },
    "removal": {
        "account": "facebook:brandpage",
        "id": "77123_998877",
        "at": "2026-11-30T11:05:00+00:00",
        "gone": True,
    },
}
