"""The blueprint that all pages of the surveys share."""

from flask import Blueprint

blp = Blueprint("surveys", __name__, template_folder="../templates")
