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
    """A conversation, a list of them, or a list of admins."""
    return head.any(
        {"conversation_parts", "admins", "conversations.source", "conversations.conversation_parts"}
    ) or head.has("source", "statistics")


def is_freshdesk(head: Head) -> bool:
    """Tickets, their conversations, or agents; `incoming` and `responder_id` are Freshdesk's own words."""
    return (
        head.any({"conversations.incoming", "responder_id", "description_text", "tickets.responder_id"})
        or head.has("incoming", "private")
        or head.has("id", "contact.email")
    )


def is_zendesk(head: Head) -> bool:
    """A page of tickets, comments or users of the Support API, or a list of their items."""
    return (
        head.any({"tickets.requester_id", "ticket.requester_id", "comments.author_id", "users.role", "user.role"})
        or head.has("requester_id", "via")
        or head.has("author_id", "public")
        or head.keys >= {"tickets", "end_of_stream"}
        or head.keys >= {"comments", "next_page"}
    )
