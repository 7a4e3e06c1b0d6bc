"""The blueprint that every page of conversations belongs to."""

from flask import Blueprint

blp = Blueprint("conversations", __name__, template_folder="../templates")
