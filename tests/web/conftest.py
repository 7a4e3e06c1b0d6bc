import threading

import pytest
from chromium import ABSENT, CHROMIUM, chromium
from web.gallery import make_app
from werkzeug.serving import make_server


@pytest.fixture(name="client")
def client_fixture():
    return make_app().test_client()


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
    if CHROMIUM is None:
        pytest.skip(ABSENT)
    with chromium() as browser:
        yield browser
