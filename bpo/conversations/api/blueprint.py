"""The blueprint that every endpoint of conversations for programs belongs to."""

from flask_smorest import Blueprint

blp = Blueprint("conversations_api", __name__, url_prefix="/api/v1")
