"""The blueprint that the JSON endpoints of staffing share."""

from flask_smorest import Blueprint

blp = Blueprint("staffing_api", __name__, url_prefix="/api/v1", description="Who works for a brand, and when")
