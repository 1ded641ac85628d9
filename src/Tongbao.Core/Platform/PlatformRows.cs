using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>The tables of an app other than members, orders and accounts.</summary>
public static class PlatformRows
{
    extension(Book book)
    {
        public Outbox Outbox => new(book);
        public Table<SmsMessage> Sms => new(book.Shelf, book.App.Id, SmsMessage.Rows);
        public Table<PhoneSending> PhoneSendings => new(book.Shelf, book.App.Id, PhoneSending.Rows);
        public Table<Token> Tokens => new(book.Shelf, book.App.Id, Token.Rows);
        public Table<RandomFactor> RandomFactors => new(book.Shelf, book.App.Id, RandomFactor.Rows);
        public Table<DayCount> DayCounts => new(book.Shelf, book.App.Id, DayCount.Rows);
        public Table<WorkItem> Work => new(book.Shelf, book.App.Id, WorkItem.Rows);
        public Table<Remittance> Remittances => new(book.Shelf, book.App.Id, Remittance.Rows);
        public Table<Notice> Notices => new(book.Shelf, book.App.Id, Notice.Rows);
        public Table<Finding> Findings => new(book.Shelf, book.App.Id, Finding.Rows);

        /// <summary>Lists what an operator must look at.</summary>
        /// <param name="detail">What a channel said, or one of <see cref="FindingCauses"/>.</param>
        public void List(string kind, BizOrderNo order, Cents amount, string detail) =>
            book.Findings.Save(new Finding(book.NextNumber(), book.Now, kind, order.Value, amount, detail));
        public Table<Warning> Warnings => new(book.Shelf, book.App.Id, Warning.Rows);
        public Table<Blob> Blobs => new(book.Shelf, book.App.Id, Blob.Rows);
        public Table<BlobSum> BlobSums => new(book.Shelf, book.App.Id, BlobSum.Rows);
        public Table<KeptRequest> Requests => new(book.Shelf, book.App.Id, KeptRequest.Rows);

        /// <summary>
        /// Marks a blob as referred to by a row, so that it stays until <see cref="LetGo"/>. False if there is no complete blob with this
        /// key.
        /// </summary>
        public async ValueTask<bool> Name(BlobKey key)
        {
            if (await book.Blobs.Find(key.Value) is not { IsWhole: true } blob || blob.ExpiresAt <= book.Now) return false;
            book.Blobs.Save(blob with { ExpiresAt = null, Names = blob.Names + 1 });
            return true;
        }

        /// <summary>One row no longer refers to a blob. If it was the last, the blob expires after the given time.</summary>
        public async ValueTask LetGo(BlobKey key, TimeSpan life)
        {
            if (await book.Blobs.Find(key.Value) is not { } blob) return;
            var names = Math.Max(0, blob.Names - 1);
            book.Blobs.Save(blob with { Names = names, ExpiresAt = names == 0 ? book.Now + life : null });
        }

        /// <summary>The account sets, with the numbers of the wire that the request came through.</summary>
        public AccountSets Sets => new(book.App, book.Settings, book.Environment.Part<IAccountSets>(book.Wire));

        /// <summary>Whether the set's account exists. 预付卡账户集 is created by its first use; all others exist from the start (6.17).</summary>
        public async ValueTask<bool> IsMade(AccountSet set) => !set.Allows.HasFlag(SetUse.ByUse) || await book.Ledger.IsMade(set.Account);
    }
}
