import threading

import pytest
from web.gallery import make_app
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(name="client")
def client_fixture():
    return make_app().test_client()


@pytest.fixture(name="own")
def own_headers():
    return dict(OWN)


@pytest.fixture(scope="module")
def gallery_url():
    server = make_server("127.0.0.1", 0, make_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
