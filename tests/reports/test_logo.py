"""A brand's logo: what is taken and how it is kept, drawn anew, on the page and in print."""

import io

import pypdf
import pytest
from builders import browser, make_person
from PIL import Image, PngImagePlugin
from reports.test_turn_sheets import empty_report
from reports.worlds import make_brand

from bpo.core.errors import Invalid
from bpo.core.i18n import speaking
from bpo.reports.render.files import render_file
from bpo.reports.rules.logo import LARGEST, Logo, kept_logo, read_logo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(size=(300, 100), mode="RGB", colour="navy", kind="PNG", **said):
    to = io.BytesIO()
    Image.new(mode, size, colour).save(to, kind, **said)
    return to.getvalue()


def opened(logo):
    return Image.open(io.BytesIO(logo.body))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew_as_a_plain_jpeg(kind):
    logo = read_logo(picture(kind=kind))
    assert (logo.width, logo.height) == opened(logo).size == (300, 100)
    assert opened(logo).format == "JPEG"


def test_what_is_seen_through_becomes_white():
    logo = read_logo(picture(mode="RGBA", colour=(0, 0, 0, 0)))
    assert opened(logo).getpixel((10, 10)) == (255, 255, 255)


def test_nothing_stays_of_what_the_file_said():
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Anna Kowalska")
    assert b"Anna" in picture(pnginfo=said)
    assert b"Anna" not in read_logo(picture(pnginfo=said)).body
    photo = Image.Exif()
    photo[0x010F] = "Camera"
    assert not opened(read_logo(picture(kind="JPEG", exif=photo))).getexif()


@pytest.mark.parametrize("raw", [SVG, b"", b"GIF89a", b"%PDF-1.7", picture(kind="GIF"), picture(kind="WEBP")])
def test_what_is_no_png_or_jpeg_is_refused_with_what_to_do(raw):
    with pytest.raises(Invalid, match="save it as a PNG first") as caught:
        read_logo(raw)
    assert [one.place for one in caught.value.faults] == ["logo"]


@pytest.mark.parametrize("raw", [picture()[:60], b"\xff\xd8\xff" + b"0" * 99])
def test_a_broken_file_is_said_to_be_broken(raw):
    with pytest.raises(Invalid, match="broken") as caught:
        read_logo(raw)
    assert [one.place for one in caught.value.faults] == ["logo"]


def test_a_large_one_is_made_to_fit():
    noise = Image.effect_noise((1600, 900), 90).convert("RGB")
    to = io.BytesIO()
    noise.save(to, "JPEG", quality=95)
    assert len(to.getvalue()) > LARGEST
    assert len(read_logo(to.getvalue()).body) <= LARGEST


def test_it_is_kept_and_read_as_it_was():
    logo = read_logo(picture())
    assert kept_logo(logo.as_json) == logo
    assert kept_logo({}) is kept_logo(None) is None


@pytest.mark.parametrize(
    ("size", "fitted"),
    [((300, 100), (180, 60)), ((2000, 20), (200, 2)), ((20, 2000), (0.6, 60)), ((50, 30), (50, 30))],
)
def test_it_stands_in_its_box_in_proportion_and_is_never_blown_up(size, fitted):
    assert Logo(*size, b"").fitted(width=200, height=60) == pytest.approx(fitted)


@pytest.mark.parametrize("size", [(300, 100), (2000, 20), (20, 2000)])
@pytest.mark.parametrize("locale", ["en", "ru", "uk", "pl"])
def test_the_first_printed_page_alone_bears_it(locale, size):
    logo = read_logo(picture(size))
    with speaking(locale, "Europe/Kyiv"):
        bodies = [render_file(empty_report(), "pdf", brand="Acme", logo=one) for one in (logo, logo, None)]
    found = [[len(page.images) for page in pypdf.PdfReader(io.BytesIO(body)).pages] for body in bodies]
    assert bodies[0] == bodies[1]
    assert found[0] == [1] + [0] * (len(found[0]) - 1)
    assert set(found[2]) == {0}


def test_who_edits_the_brand_puts_it_up_and_both_sides_see_it(app, db):
    brand = make_brand()
    here = f"/brands/{brand.slug}/report"
    supervisor, viewer, stranger = (
        browser(app, make_person(role, of)[1])
        for role, of in (("supervisor", brand), ("client_viewer", brand), ("supervisor", make_brand()))
    )

    def sent(raw, by=supervisor):
        return by.post(f"{here}/logo", data={"logo": (io.BytesIO(raw), "logo")})

    assert sent(picture(), by=viewer).status_code in {403, 404}
    assert viewer.get(f"{here}/logo").status_code == 404
    assert "Logo of" not in supervisor.get(here).text
    answer = sent(SVG)
    assert answer.status_code == 422
    assert "save it as a PNG first" in answer.text
    assert sent(picture()).status_code == 303
    for reader in (supervisor, viewer):
        shown = f'<img src="{here}/logo" alt="Logo of {brand.name}" width="216" height="72">'
        assert shown in reader.get(here).text
        body = reader.get(f"{here}/logo")
        assert (body.content_type, Image.open(io.BytesIO(body.data)).size) == ("image/jpeg", (300, 100))
        printed = pypdf.PdfReader(io.BytesIO(reader.get(f"{here}.pdf").data))
        assert len(printed.pages[0].images) == 1
    assert stranger.get(f"{here}/logo").status_code == 404
    assert supervisor.post(f"{here}/logo/remove").status_code == 303
    assert supervisor.post(f"{here}/logo/remove").status_code == 409
    assert viewer.get(f"{here}/logo").status_code == 404
