"""Reads of staffing: who may serve whom (`serving`), single rows (`rows`), and people in lists (`people`)."""

from bpo.staffing.queries.people import (
    Place,
    StaffLine,
    brand_staff,
    find_people,
    get_colleague,
    list_places,
    list_servers,
    staff_of_brands,
)
from bpo.staffing.queries.rows import (
    find_member,
    find_profile,
    get_assignment,
    get_certification,
    get_team,
    list_assignments,
    list_certifications,
    list_members,
    list_profiles,
    list_teams,
)
from bpo.staffing.queries.serving import list_held_roles, may_serve, servable_brands

__all__ = [
    "Place",
    "StaffLine",
    "brand_staff",
    "find_member",
    "find_people",
    "find_profile",
    "get_assignment",
    "get_certification",
    "get_colleague",
    "get_team",
    "list_assignments",
    "list_certifications",
    "list_held_roles",
    "list_members",
    "list_places",
    "list_profiles",
    "list_servers",
    "list_teams",
    "may_serve",
    "servable_brands",
    "staff_of_brands",
]
