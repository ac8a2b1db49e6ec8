"""The keys by which the vendors' JSON and archives are told apart."""

from kbgen.readers.detect import Head


def is_slack(head: Head) -> bool:
    """A zip with the two files at the root of every Slack export, or one of its day files."""
    return (
        {"channels.json", "users.json"} <= head.members
        or head.has("client_msg_id", "ts")
        or (not head.lines and head.has("user", "ts", "type", "text"))
    )


def is_channeltalk(head: Head) -> bool:
    """A page of user chats, people or messages of the Open API, or a list of their items."""
    return (
        head.any({"userChats", "userChat", "managers.channelId", "bots.channelId", "users.channelId", "users.memberId"})
        or head.has("messages.chatId", "messages.personType")
        or head.has("chatId", "personType")
        or (not head.lines and head.has("id", "channelId") and head.any({"userId", "memberId", "profile", "email"}))
        or head.keys == {"messages", "next", "prev"}
    )


def is_intercom(head: Head) -> bool:
    """A conversation, a list of them, or a list of admins or contacts; Freshdesk's conversations have sources too."""
    return (
        head.any({"conversation_parts", "conversation_message", "source.delivered_as", "data.item.source"})
        or any(head.any({f"{name}.conversation_parts", f"{name}.source.body"}) for name in ("conversations", "data"))
        or head.any({"conversations.source.author", "admins", "data.workspace_id", "contacts.workspace_id"})
        or head.has("source", "statistics")
        or head.has("data.type", "data.external_id")
    )


_CONTACT = frozenset(
    "id name email phone mobile active address company_id description job_title language time_zone twitter_id tags "
    "custom_fields other_emails other_companies view_all_tickets unique_external_id visitor_id created_at updated_at "
    "deleted avatar preferred_source csat_rating first_name last_name facebook_id org_contact_id".split()
)


def is_freshdesk(head: Head) -> bool:
    """Tickets, their conversations, agents, contacts or ratings; `incoming` and `responder_id` are Freshdesk's words.

    A list of contacts has nothing but contacts' keys, for any other list of people may be anybody's.
    """
    top = {key for key in head.keys if "." not in key}
    return (
        head.any({"conversations.incoming", "responder_id", "description_text", "tickets.responder_id"})
        or head.any(
            {"helpdesk_ticket.display_id", "results.responder_id", "agents.contact", "tickets.description_text"}
        )
        or head.has("incoming", "private")
        or head.has("id", "contact.email")
        or head.has("ticket_id", "survey_id")
        or ({"id", "name", "email"} <= top <= _CONTACT)
    )


def is_zendesk(head: Head) -> bool:
    """A page of tickets, comments or users of the Support API, or a list of their items."""
    return (
        head.any({"tickets.requester_id", "ticket.requester_id", "comments.author_id", "users.role", "user.role"})
        or head.has("requester_id", "via")
        or head.has("author_id", "public")
        or head.any({"audits.ticket_id", "ticket_events.ticket_id", "ticket_metrics.ticket_id"})
        or head.has("ticket_id", "events.type")
        or head.has("ticket_id", "child_events.event_type")
        or head.has("requester.id", "submitter.id", "status")
        or head.any({"ticket.requester.id", "tickets.requester.id"})
        or head.has("id", "role", "organization_id")
        or head.keys >= {"tickets", "end_of_stream"}
        or head.keys >= {"comments", "next_page"}
    )
