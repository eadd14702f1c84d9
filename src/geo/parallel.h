#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace locality::geo {

/// How many threads are meant: 0 is as many as the machine has.
inline int thread_count(int threads) {
    return threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// Calls work(piece, worker) once for each piece from 0 to `pieces`; calls at the same time have different workers, 0
/// to less than `threads` (0: as many as the machine has). Which worker gets which piece is not promised: results must
/// not depend on it. Where pieces throw, the exception of the lowest one goes on, whatever the number of threads.
template <class Work>
void in_parallel(std::size_t pieces, int threads, const Work& work) {
    std::atomic<std::size_t> next{0};
    std::mutex failing;
    std::size_t failed = pieces;
    std::exception_ptr failure;
    const auto take = [&](std::size_t worker) {
        for (std::size_t piece; (piece = next++) < pieces;) {
            try {
                work(piece, worker);
            } catch (...) {
                const std::lock_guard lock(failing);
                next = pieces;  // all lower pieces are taken already, and will be done
                if (piece < failed) {
                    failed = piece;
                    failure = std::current_exception();
                }
            }
        }
    };
    {
        std::vector<std::jthread> others;
        const std::size_t workers = std::min(static_cast<std::size_t>(thread_count(threads)), pieces);
        for (std::size_t worker = 1; worker < workers; ++worker) others.emplace_back(take, worker);
        take(0);
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace locality::geo
