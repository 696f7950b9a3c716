using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Postern.Server.Api.Requests;

namespace Postern.Server.Tests.Api.Requests;

public sealed class ConflictRetryTests
{
    /// <summary>Also of what was wrong only before the other one's change, nothing stays.</summary>
    [Fact]
    public async Task Invoke_AgainAfterConflicts_TellsTheMistakesOfTheLastTimeOnly()
    {
        var body = new RequestBody([]);
        var http = new DefaultHttpContext();
        http.Features.Set(body);
        var attempts = 0;
        var answer = await new ConflictRetry(TimeProvider.System).InvokeAsync(EndpointFilterInvocationContext.Create(http), _ =>
        {
            body.Wrong("plan is 'x'");
            if (++attempts < 3)
            {
                body.Wrong($"what was wrong at attempt {attempts}");
                throw new DbUpdateConcurrencyException();
            }

            return ValueTask.FromResult<object?>(body.Error);
        });
        Assert.Equal(["plan is 'x'"], Assert.IsType<ApiError>(answer).Messages);
    }
}
