// The reader `mail`: mails (RFC 5322, MIME), mailboxes of them, and pages that browsers have saved (MHTML).
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <docmill/sdk/reader.hpp>

#include "mail_reader.hpp"

DOCMILL_READERS(docmill::mail::MailReader);
