using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>What a transaction sees of its app besides members, orders and accounts.</summary>
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
        public Table<Warning> Warnings => new(book.Shelf, book.App.Id, Warning.Rows);
        public Table<Blob> Blobs => new(book.Shelf, book.App.Id, Blob.Rows);
        public Table<BlobSum> BlobSums => new(book.Shelf, book.App.Id, BlobSum.Rows);
        public Table<KeptRequest> Requests => new(book.Shelf, book.App.Id, KeptRequest.Rows);

        /// <summary>
        /// A row is about to name a blob, which stays from now on until the row lets it go; false where there is none that can be named.
        /// </summary>
        public async ValueTask<bool> Name(BlobKey key)
        {
            if (await book.Blobs.Find(key.Value) is not { IsWhole: true } blob || blob.ExpiresAt <= book.Now) return false;
            book.Blobs.Save(blob with { ExpiresAt = null });
            return true;
        }

        /// <summary>The row that named a blob names it no more: it is forgotten after its time.</summary>
        public async ValueTask LetGo(BlobKey key, TimeSpan life)
        {
            if (await book.Blobs.Find(key.Value) is { } blob) book.Blobs.Save(blob with { ExpiresAt = book.Now + life });
        }

        /// <summary>The sets of accounts, by the numbers of the wire that the request came through.</summary>
        public AccountSets Sets => new(book.App, book.Settings, book.Environment.Part<IAccountSets>(book.Wire));

        /// <summary>预付卡账户集 is made by its first use; all others are there from the start (6.17).</summary>
        public async ValueTask<bool> IsMade(AccountSet set) => !set.Allows.HasFlag(SetUse.ByUse) || await book.Ledger.IsMade(set.Account);
    }
}
