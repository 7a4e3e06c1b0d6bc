"""The blueprint that every page of reports belongs to."""

from flask import Blueprint

blp = Blueprint("reports", __name__, template_folder="../templates")
