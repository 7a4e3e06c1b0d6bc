import pytest
from conversations.operations import test_orders as t
from sqlalchemy import text
from bpo.conversations.operations import threading as th, facts
@pytest.mark.parametrize("what",["links","order","emptied","nearest"])
def test_mut(db, monkeypatch, what):
    if what=="links":
        monkeypatch.setattr(th,"STORED_KEYS",text(th.STORED_KEYS.text.replace("l.key = w.key","false")))
    if what=="order":
        monkeypatch.setattr(facts,"message_order",lambda at,i:(at,))
    if what=="emptied":
        monkeypatch.setattr(th,"MOVE_MESSAGES",text("SELECT 1 WHERE :tenant IS NULL AND :ids IS NULL AND :conversations IS NULL"))
    if what=="nearest":
        import bpo.conversations.rules.placement as pl
        monkeypatch.setattr(pl,"_nearest",lambda incoming,orders,order: incoming[-1].author_id if incoming else None)
        real=th.place
        monkeypatch.setattr(th,"place",lambda ms:real(list(ms)[-1:]) | real(ms) if False else {**real(list(ms)), })
        pytest.skip()
    bad=0
    for seed in range(20):
        try: t.test_any_order_in_any_batches_gives_the_same(db, seed)
        except Exception as e: bad+=1
        except AssertionError: bad+=1
    print(what,bad); assert bad
