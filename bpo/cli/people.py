"""`bpo user add` and `bpo apikey create`."""

import click

from bpo.cli import main
from bpo.core.actor import Actor
from bpo.core.errors import Invalid
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.links import issue_link
from bpo.identity.operations.people import add_user
from bpo.identity.operations.profile import create_api_key_for
from bpo.identity.permissions import Profile, Role
from bpo.identity.queries import find_user_by_email
from bpo.identity.rules import normal_email
from bpo.staffing.operations import ensure_profile
from bpo.tenants.queries import find_tenant_id


@main.group()
def user() -> None:
    """People."""


@user.command("add")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--profile", type=click.Choice([profile.value for profile in Profile]))
@click.option(
    "--brand", "brands", multiple=True, metavar="SLUG", help="At this brand; none: the whole vendor."
)
@click.option(
    "--tag",
    "tags",
    multiple=True,
    help="Only accounts with this tag; department:KIND names an expert's department.",
)
def add(email: str, role: str, profile: str | None, brands: tuple[str, ...], tags: tuple[str, ...]) -> None:
    """Give a person a role, and print the invitation link of a new one."""
    running = start()
    with UnitOfWork(Actor.system()) as uow:
        found = {slug: find_tenant_id(uow, slug) for slug in brands}
    unknown = [slug for slug, tenant_id in found.items() if tenant_id is None]
    if unknown:
        raise Invalid("There is no brand called %(slug)s.", slug=unknown[0])
    ids = [tenant_id for tenant_id in found.values() if tenant_id is not None]
    with UnitOfWork(Actor.system(*ids)) as uow:
        person, link = add_user(
            uow,
            email=email,
            role=Role(role),
            tenant_ids=ids,
            profile=Profile(profile) if profile else None,
            tags=tags,
        )
        if profile:
            ensure_profile(uow, person.id, profile)
        shown = issue_link(uow, link, public_url=running.settings.public_url) if link else None
    click.echo(shown or "They have a password already: the role was added, no link is needed.")


@main.group()
def apikey() -> None:
    """Keys for programs."""


@apikey.command("create")
@click.argument("email")
@click.option("--name", default="made by command", help="What the key is for.")
def create(email: str, name: str) -> None:
    """Make a key that can do what this person can, and print it, once."""
    start()
    with UnitOfWork(Actor.system()) as uow:
        owner = find_user_by_email(uow, normal_email(email))
        if owner is None:
            raise Invalid("Nobody has the address %(email)s.", email=email)
        _, key = create_api_key_for(uow, owner, name=name)
    click.echo(key)
